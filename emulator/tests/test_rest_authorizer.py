import asyncio

import pytest
from ministack.services import apigateway_v1

from cognito_extension import rest_authorizer


def test_scopes_ask_for_an_access_token():
    assert rest_authorizer.wanted_kind({"authorizationScopes": ["orders/read"]}) == "access"
    assert rest_authorizer.wanted_kind({"authorizationScopes": []}) == "id"
    assert rest_authorizer.wanted_kind({}) == "id"


def test_lists_reach_the_back_end_with_commas():
    assert rest_authorizer.joined({"cognito:groups": ["a", "b"], "sub": "1"}) == {"cognito:groups": "a,b", "sub": "1"}


@pytest.fixture
def installed(monkeypatch):
    async def accepts_any_kind(authorizer, method, use):
        return ({"token_use": use}, None) if use else (None, (401, {}, b"no token"))

    monkeypatch.setattr(apigateway_v1, "_validate_cognito_authorizer", accepts_any_kind)
    monkeypatch.setattr(apigateway_v1, "_stringify_claims", apigateway_v1._stringify_claims)
    rest_authorizer.install()


def ask(method, use):
    return asyncio.run(apigateway_v1._validate_cognito_authorizer({}, method, use))


def test_the_other_kind_is_unauthorized(installed):
    for method, right, wrong in [({}, "id", "access"), ({"authorizationScopes": ["s"]}, "access", "id")]:
        assert ask(method, right) == ({"token_use": right}, None)
        claims, error = ask(method, wrong)
        assert claims is None and error.response_type == "UNAUTHORIZED"


def test_another_refusal_goes_on(installed):
    assert ask({}, None) == (None, (401, {}, b"no token"))


def test_claims_are_text(installed):
    assert apigateway_v1._stringify_claims({"cognito:groups": ["a", "b"], "email_verified": True}) == {
        "cognito:groups": "a,b", "email_verified": "true"}
