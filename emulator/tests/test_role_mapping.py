import pytest

from cognito_extension.role_mapping import choose_role, rule_matches
from support import error_of, token

PROVIDER = "cognito-idp.us-east-1.amazonaws.com/us-east-1_1"


def pool(mapping=None, key="mapping"):
    return {"_roles": {"authenticated": "base", "unauthenticated": "guest"},
            "_role_mappings": {key: mapping} if mapping else {}}


def by_token(resolution="AuthenticatedRole"):
    return {"Type": "Token", "AmbiguousRoleResolution": resolution, "IdentityProvider": f"{PROVIDER}:client"}


def by_rules(*rules, resolution="Deny"):
    return {"Type": "Rules", "AmbiguousRoleResolution": resolution, "IdentityProvider": f"{PROVIDER}:client",
            "RulesConfiguration": {"Rules": [dict(zip(("Claim", "MatchType", "Value", "RoleARN"), rule)) for rule in rules]}}


def login(**claims):
    return {PROVIDER: token(aud="client", **claims)}


def test_a_guest_gets_the_unauthenticated_role():
    assert choose_role(pool(by_token()), {}) == ("guest", None)


def test_without_a_mapping_the_default_role():
    assert choose_role(pool(), login()) == ("base", None)


def test_a_mapping_of_another_client_does_not_count():
    assert choose_role(pool(by_token("Deny")), {PROVIDER: token(aud="another")}) == ("base", None)


@pytest.mark.parametrize("claims, role", [
    ({"cognito:roles": ["a", "b"], "cognito:preferred_role": "b"}, "b"),
    ({"cognito:roles": ["a"]}, "a"),
    ({"cognito:roles": ["a", "b"]}, "base"),
    ({}, "base"),
])
def test_by_token(claims, role):
    assert choose_role(pool(by_token()), login(**claims)) == (role, None)


def test_ambiguous_roles_are_refused_when_the_pool_says_so():
    role, error = choose_role(pool(by_token("Deny")), login(**{"cognito:roles": ["a", "b"]}))
    assert role is None
    assert error_of(error) == ("NotAuthorizedException",
                               f"The ambiguous role mapping rules for {PROVIDER} denied this request.")


def test_the_first_rule_that_matches_wins():
    rules = by_rules(("dept", "Equals", "x", "one"), ("dept", "StartsWith", "s", "two"), ("dept", "Contains", "a", "three"))
    assert choose_role(pool(rules), login(dept="sales")) == ("two", None)
    assert choose_role(pool(rules), login(dept="law"))[0] == "three"
    assert choose_role(pool(rules), login(dept="it"))[0] is None
    assert choose_role(pool({**rules, "AmbiguousRoleResolution": "AuthenticatedRole"}), login(dept="it")) == ("base", None)


@pytest.mark.parametrize("kind, have, matches", [
    ("Equals", "a", True), ("Equals", "ab", False), ("NotEqual", "b", True), ("NotEqual", "a", False),
    ("NotEqual", None, False), ("Contains", "bab", True), ("StartsWith", "ab", True), ("StartsWith", "ba", False),
])
def test_rules(kind, have, matches):
    assert rule_matches({"Claim": "c", "MatchType": kind, "Value": "a"}, {} if have is None else {"c": have}) is matches


def test_the_client_chooses_among_the_roles_of_the_person_only():
    token_pool = pool(by_token())
    claims = {"cognito:roles": ["a", "b"], "cognito:preferred_role": "b"}
    assert choose_role(token_pool, login(**claims), "a") == ("a", None)
    role, error = choose_role(token_pool, login(**claims), "base")
    assert role is None
    assert error_of(error) == ("NotAuthorizedException", "Access to requested role is forbidden.")


def test_the_client_may_choose_a_later_rule():
    rules = by_rules(("dept", "Contains", "s", "one"), ("dept", "StartsWith", "s", "two"))
    assert choose_role(pool(rules), login(dept="sales"), "two") == ("two", None)


def test_a_mapping_may_name_its_provider_by_key_or_by_arn():
    rules = {**by_rules(("sub", "Equals", "1", "one")), "IdentityProvider": None}
    assert choose_role(pool(rules, "accounts.google.com"), {"accounts.google.com": token(sub="1")}) == ("one", None)
    arn = "arn:aws:iam::000000000000:oidc-provider/login.example.com"
    assert choose_role(pool({**rules, "IdentityProvider": arn}), {"login.example.com": token(sub="1")}) == ("one", None)
