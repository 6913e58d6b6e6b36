"""What MiniStack knows of an identity pool, in the words of IAM: providers, tags, condition keys, trust."""

import json

from ministack.core import iam_evaluator as ev
from ministack.core.responses import error_response_json, get_region
from ministack.services import cognito
from ministack.services import iam

COGNITO_IDENTITY = "cognito-identity.amazonaws.com"


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def refused(code, message):
    return error_response_json(code, message, 400)


def pool_of(identity_id):
    return next((p for p in cognito._identity_pools.values() if identity_id in p["_identities"]), None)


def names_provider(configured, provider):
    """Whether a provider's name or ARN in a pool's configuration means the provider of a login."""
    return configured == provider or str(configured).endswith(f":oidc-provider/{provider}")


def principal_tags(pool, logins):
    """The session tags that the pool's attribute maps make of the logins' claims."""
    tags = {}
    for provider, token in logins.items():
        maps = (m for name, m in (pool.get("_principal_tags") or {}).items() if names_provider(name, provider))
        attribute_map, claims = next(maps, None), cognito._token_claims(token)
        if attribute_map is None:
            continue
        wanted = {"username": "sub", "client": "aud"} if attribute_map["UseDefaults"] else attribute_map["PrincipalTags"]
        tags.update({tag: str(claims[claim]) for tag, claim in wanted.items() if claim in claims})
    return tags


def condition_keys(pool_id, identity_id, amr):
    return {f"{COGNITO_IDENTITY}:sub": identity_id, f"{COGNITO_IDENTITY}:aud": pool_id,
            f"{COGNITO_IDENTITY}:amr": amr, "aws:federatedprovider": COGNITO_IDENTITY}


def session_tags(tags):
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def trusts(role_arn, keys, tags):
    """Whether the role lets Cognito assume it for this identity and, when there are tags, pass them."""
    actions = ["sts:AssumeRoleWithWebIdentity", *(["sts:TagSession"] if tags else [])]
    return all(_trust_allows(role_arn, action, keys, tags) for action in actions)


def _trust_allows(role_arn, action, keys, tags):
    role = iam._roles.get(str(role_arn).rsplit("/", 1)[-1])
    if role is None:
        return False
    document = role.get("AssumeRolePolicyDocument") or {}
    document = json.loads(document) if isinstance(document, str) else document
    # The only action for which MiniStack reads federated principals.
    assume = "sts:AssumeRoleWithWebIdentity"
    statements = [{**s, "Action": assume} for s in as_list(document.get("Statement"))
                  if ev._action_matches(action, as_list(s.get("Action")), as_list(s.get("NotAction")))]
    ctx = ev.EvalContext(principal_arn=COGNITO_IDENTITY, principal_type="WebIdentityUser",
                         principal_account=str(role_arn).split(":")[4], action=assume, resource_arn=role_arn,
                         region=get_region(), service_context=keys, request_tags=dict(tags), tag_keys=list(tags))
    return ev.evaluate_trust_policy({"Statement": statements}, COGNITO_IDENTITY, ctx)
