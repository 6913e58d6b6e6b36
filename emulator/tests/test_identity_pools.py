import json

import pytest
from ministack.services import iam

from cognito_extension.classic_flow import open_id_refused, tags_claim, tags_of
from cognito_extension.identity_pools import condition_keys, names_provider, principal_tags, trusts
from support import error_of, token

ROLE = "arn:aws:iam::000000000000:role/r"
COGNITO = "cognito-identity.amazonaws.com"


def trust(monkeypatch, *actions, **condition):
    statements = [{"Effect": "Allow", "Action": action, "Principal": {"Federated": COGNITO},
                   "Condition": condition or {"StringEquals": {f"{COGNITO}:aud": "pool"},
                                              "ForAnyValue:StringLike": {f"{COGNITO}:amr": "authenticated"}}}
                  for action in actions]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    monkeypatch.setattr(iam, "_roles", {"r": {"AssumeRolePolicyDocument": document}})


def keys(pool="pool", amr=("authenticated", "provider")):
    return condition_keys(pool, "us-east-1:1", list(amr))


def test_a_role_trusts_its_pool_and_kind_of_identity(monkeypatch):
    trust(monkeypatch, "sts:AssumeRoleWithWebIdentity")
    assert trusts(ROLE, keys(), {})
    assert not trusts(ROLE, keys(pool="another"), {})
    assert not trusts(ROLE, keys(amr=["unauthenticated"]), {})
    assert not trusts("arn:aws:iam::000000000000:role/unknown", keys(), {})


def test_tags_need_the_permission_to_pass_them(monkeypatch):
    trust(monkeypatch, "sts:AssumeRoleWithWebIdentity")
    assert not trusts(ROLE, keys(), {"tenant": "a"})
    trust(monkeypatch, "sts:AssumeRoleWithWebIdentity", "sts:TagSession")
    assert trusts(ROLE, keys(), {"tenant": "a"})


def test_a_trust_may_narrow_the_tags(monkeypatch):
    trust(monkeypatch, "sts:AssumeRoleWithWebIdentity", "sts:TagSession", StringEquals={"aws:RequestTag/tenant": "a"})
    assert trusts(ROLE, keys(), {"tenant": "a"})
    assert not trusts(ROLE, keys(), {"tenant": "b"})


@pytest.mark.parametrize("mapping, tags", [
    ({"UseDefaults": True, "PrincipalTags": {}}, {"username": "1", "client": "app"}),
    ({"UseDefaults": False, "PrincipalTags": {"tenant": "custom:tenant", "none": "absent"}}, {"tenant": "a"}),
])
def test_tags_come_from_claims(mapping, tags):
    logins = {"provider": token(sub="1", aud="app", **{"custom:tenant": "a"})}
    assert principal_tags({"_principal_tags": {"provider": mapping}}, logins) == tags
    assert principal_tags({"_principal_tags": {"another": mapping}}, logins) == {}


def test_a_provider_is_named_by_name_or_arn():
    assert names_provider("login.example.com", "login.example.com")
    assert names_provider("arn:aws:iam::0:oidc-provider/login.example.com", "login.example.com")
    assert not names_provider("arn:aws:iam::0:oidc-provider/evil-login.example.com", "login.example.com")


def test_the_classic_flow_is_refused_unless_it_is_on_and_there_are_no_role_mappings():
    assert open_id_refused({"AllowClassicFlow": True}) is None
    assert error_of(open_id_refused({"AllowClassicFlow": False})) == (
        "InvalidParameterException", "Basic (classic) flow is not enabled, please use enhanced flow.")
    assert error_of(open_id_refused({"AllowClassicFlow": True, "_role_mappings": {"a": {}}})) == (
        "InvalidParameterException", "Basic (classic) flow is not supported with RoleMappings.")


def test_tags_travel_in_the_open_id_token():
    assert tags_of(tags_claim({"tenant": "a"})) == {"tenant": "a"}
    assert tags_claim({}) == {}
    assert tags_of({}) == {}
