import pytest
from ministack.core import iam_evaluator as ev

from cognito_extension import policy_variables
from cognito_extension.policy_variables import compile_pattern, expand

VALUES = {"cognito-identity.amazonaws.com:sub": "us-east-1:1", "aws:PrincipalTag/tenant": "t*", "amr": ["authenticated"]}


@pytest.fixture(autouse=True, scope="module")
def installed():
    saved = {name: getattr(ev, name) for name in (
        "_fnmatch_compile", "_first_match", "parse_policy_document", "evaluate_resource_policy")}
    policy_variables.install()
    yield
    for name, function in saved.items():
        setattr(ev, name, function)


def request(action="s3:GetObject", resource="arn:aws:s3:::b/users/us-east-1:1/x", **context):
    return ev.EvalContext(principal_arn="arn:aws:sts::000000000000:assumed-role/r/s", principal_type="AssumedRole",
                          principal_account="000000000000", action=action, resource_arn=resource, region="us-east-1",
                          principal_keys={"cognito-identity.amazonaws.com:sub": "us-east-1:1", "aws:principaltag/tenant": "t*"},
                          service_context=context)


def decide(ctx, version="2012-10-17", **statement):
    document = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", **statement}]}
    return ev.evaluate(ctx, [ev.parse_policy_document({**document, **({"Version": version} if version else {})})]).decision


@pytest.mark.parametrize("text, expanded", [
    ("users/${cognito-identity.amazonaws.com:sub}/*", "users/us-east-1:1/*"),
    ("${aws:PrincipalTag/none, 'all'}/x", "all/x"),
    ("${aws:PrincipalTag/none}/x", None),
    ("${amr}/x", None),
    ("${$}{literal}", "${literal}"),
    ("no variable", "no variable"),
])
def test_expand(text, expanded):
    assert expand(text, VALUES.get) == expanded


@pytest.mark.parametrize("value, matches", [("t*/x", True), ("tenant/x", False), ("t*/y", True)])
def test_a_wildcard_in_a_value_is_a_plain_character(value, matches):
    pattern = expand("${aws:PrincipalTag/tenant}/*", VALUES.get)
    assert bool(compile_pattern(pattern, False).match(value)) is matches


def test_a_wildcard_written_as_a_variable_is_a_plain_character():
    pattern = compile_pattern(expand("a${*}b${?}", VALUES.get), False)
    assert pattern.match("a*b?")
    assert not pattern.match("axxbx")


def test_the_owner_reads_the_own_slice_only():
    own = "arn:aws:s3:::b/users/${cognito-identity.amazonaws.com:sub}/*"
    assert decide(request(), Resource=own) == "Allow"
    assert decide(request(resource="arn:aws:s3:::b/users/us-east-1:2/x"), Resource=own) == "ImplicitDeny"


def test_variables_are_text_without_the_newer_version():
    own = "arn:aws:s3:::b/users/${cognito-identity.amazonaws.com:sub}/*"
    assert decide(request(), version=None, Resource=own) == "ImplicitDeny"
    assert decide(request(), version="2008-10-17", Resource=own) == "ImplicitDeny"


def test_a_resource_policy_has_variables_too():
    document = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "NotResource": "arn:aws:s3:::b/users/${cognito-identity.amazonaws.com:sub}/*"}]}
    assert ev.evaluate_resource_policy(document, request()).decision == "ImplicitDeny"
    assert ev.evaluate_resource_policy(document, request(resource="arn:aws:s3:::b/x")).decision == "Deny"


def test_an_unresolved_variable_matches_no_resource_and_leaves_the_others():
    assert decide(request(), Resource=["${aws:PrincipalTag/none}"]) == "ImplicitDeny"
    assert decide(request(), Resource=["${aws:PrincipalTag/none}", "arn:aws:s3:::b/*"]) == "Allow"


def test_an_unresolved_variable_in_not_resource_excludes_nothing():
    document = {"Effect": "Allow", "Action": "*", "NotResource": ["arn:aws:s3:::b/${aws:PrincipalTag/none}/*"]}
    statements = ev.parse_policy_document({"Version": "2012-10-17", "Statement": document})
    assert ev.evaluate(request(), [statements]).decision == "Allow"


@pytest.mark.parametrize("operator, decision", [
    ("StringEquals", "ImplicitDeny"), ("StringLike", "ImplicitDeny"), ("StringNotEquals", "Allow"), ("StringNotLike", "Allow"),
])
def test_an_unresolved_variable_fails_a_positive_condition_and_meets_a_negated_one(operator, decision):
    condition = {operator: {"s3:prefix": "${aws:PrincipalTag/none}/x"}}
    assert decide(request(**{"s3:prefix": "x"}), Condition=condition) == decision


def test_a_condition_compares_with_the_value():
    listing = {"StringLike": {"s3:prefix": ["users/${cognito-identity.amazonaws.com:sub}/*"]}}
    assert decide(request(**{"s3:prefix": "users/us-east-1:1/a"}), Condition=listing) == "Allow"
    assert decide(request(**{"s3:prefix": "users/us-east-1:2/a"}), Condition=listing) == "ImplicitDeny"
    assert decide(request(), Condition=listing) == "ImplicitDeny"


def test_equality_compares_a_wildcard_in_a_value_literally():
    equal = {"StringEquals": {"s3:prefix": "${aws:PrincipalTag/tenant}"}}
    assert decide(request(**{"s3:prefix": "t*"}), Condition=equal) == "Allow"
    assert decide(request(**{"s3:prefix": "tenant"}), Condition=equal) == "ImplicitDeny"
