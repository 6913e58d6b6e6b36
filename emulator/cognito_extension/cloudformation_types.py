"""CloudFormation resource types that MiniStack does not know, entered into its table of handlers."""

import time

from ministack.core.responses import get_account_id
from ministack.services import cognito, iam
from ministack.services.cloudformation import provisioners

ACCEPTED_WITHOUT_EFFECT = (
    "AWS::Cognito::UserPoolRiskConfigurationAttachment", "AWS::Cognito::UserPoolUICustomizationAttachment",
    "AWS::Cognito::ManagedLoginBranding", "AWS::Cognito::LogDeliveryConfiguration")


def by_api(create, delete, ref, **extra):
    """A resource whose properties are the create call's own members; its Ref is one of them."""
    def make(logical_id, props, stack_name):
        status, _, body = create({**props, **extra})
        if status >= 400:
            raise ValueError(body.decode() if isinstance(body, bytes) else body)
        return props[ref], {}

    return {"create": make, "update": lambda physical_id, old, new, stack_name: (physical_id, {}),
            "delete": lambda physical_id, props: delete(props)}


def by_arn(store, kind, record):
    """An IAM provider that MiniStack keeps under its ARN."""
    def make(logical_id, props, stack_name):
        name = props.get("Name") or str(props.get("Url", "")).split("://")[-1] or f"{stack_name}-{logical_id}"
        arn = f"arn:aws:iam::{get_account_id()}:{kind}/{name}"
        store[arn] = {**record(props), "Arn": arn, "Tags": props.get("Tags", []),
                      "CreateDate": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        return arn, {"Arn": arn}

    return {"create": make, "update": lambda physical_id, old, new, stack_name: (physical_id, {"Arn": physical_id}),
            "delete": lambda physical_id, props: store.pop(physical_id, None)}


def oidc_record(props):
    return {"Url": props["Url"].split("://")[-1], "ClientIDList": props.get("ClientIdList", []),
            "ThumbprintList": props.get("ThumbprintList", [])}


def saml_record(props):
    return {"SAMLMetadataDocument": props.get("SamlMetadataDocument", "")}


def without_effect():
    return {"create": lambda logical_id, props, stack_name: (f"{stack_name}-{logical_id}", {}),
            "update": lambda physical_id, old, new, stack_name: (physical_id, {}),
            "delete": lambda physical_id, props: None}


def handlers():
    return {
        "AWS::Cognito::UserPoolIdentityProvider":
            by_api(cognito._create_identity_provider, cognito._delete_identity_provider, "ProviderName"),
        "AWS::Cognito::UserPoolUser":
            by_api(cognito._admin_create_user, cognito._admin_delete_user, "Username", MessageAction="SUPPRESS"),
        "AWS::Cognito::UserPoolUserToGroupAttachment":
            by_api(cognito._admin_add_user_to_group, cognito._admin_remove_user_from_group, "Username"),
        "AWS::IAM::OIDCProvider": by_arn(iam._oidc_providers, "oidc-provider", oidc_record),
        "AWS::IAM::SAMLProvider": by_arn(iam._saml_providers, "saml-provider", saml_record),
        **{name: without_effect() for name in ACCEPTED_WITHOUT_EFFECT},
    }


def install():
    for name, handler in handlers().items():
        provisioners._RESOURCE_HANDLERS.setdefault(name, handler)
