import pytest
from ministack.services import iam
from ministack.services.cloudformation import provisioners

from cognito_extension import cloudformation_types
from cognito_extension.cloudformation_types import ACCEPTED_WITHOUT_EFFECT, handlers


def test_every_type_is_entered_and_none_that_ministack_knows_is_replaced():
    known = dict(provisioners._RESOURCE_HANDLERS)
    cloudformation_types.install()
    assert set(handlers()) <= set(provisioners._RESOURCE_HANDLERS)
    assert {name: provisioners._RESOURCE_HANDLERS[name] for name in known} == known


def test_an_oidc_provider_is_kept_under_its_arn():
    oidc = handlers()["AWS::IAM::OIDCProvider"]
    arn, attributes = oidc["create"]("Company", {"Url": "https://login.example.com", "ClientIdList": ["app"]}, "stack")
    assert arn.endswith(":oidc-provider/login.example.com")
    assert attributes == {"Arn": arn}
    assert iam._oidc_providers[arn]["ClientIDList"] == ["app"]
    oidc["delete"](arn, {})
    assert arn not in iam._oidc_providers


def test_what_the_api_refuses_fails_the_resource():
    user = handlers()["AWS::Cognito::UserPoolUser"]
    with pytest.raises(ValueError, match="us-east-1_unknown"):
        user["create"]("User", {"UserPoolId": "us-east-1_unknown", "Username": "a"}, "stack")


@pytest.mark.parametrize("name", ACCEPTED_WITHOUT_EFFECT)
def test_some_types_are_accepted_without_effect(name):
    handler = handlers()[name]
    assert handler["create"]("Id", {}, "stack") == ("stack-Id", {})
    assert handler["update"]("stack-Id", {}, {}, "stack") == ("stack-Id", {})
    assert handler["delete"]("stack-Id", {}) is None
