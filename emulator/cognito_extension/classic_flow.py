"""The basic (classic) flow: GetOpenIdToken, then the client's own AssumeRoleWithWebIdentity with any role it names."""

import contextvars
import time

from ministack.services import cognito, sts

from cognito_extension.identity_pools import (
    COGNITO_IDENTITY, condition_keys, pool_of, principal_tags, refused, session_tags, trusts)

TAGS_CLAIM = "https://aws.amazon.com/tags"


def open_id_refused(pool):
    if not pool.get("AllowClassicFlow"):
        return refused("InvalidParameterException", "Basic (classic) flow is not enabled, please use enhanced flow.")
    if pool.get("_role_mappings"):
        return refused("InvalidParameterException", "Basic (classic) flow is not supported with RoleMappings.")
    return None


def tags_claim(tags):
    return {TAGS_CLAIM: {"principal_tags": {key: [value] for key, value in tags.items()}}} if tags else {}


def tags_of(claims):
    return {key: values[0] for key, values in (claims.get(TAGS_CLAIM, {}).get("principal_tags") or {}).items()}


def install():
    signed_jwt, get_open_id_token = cognito._signed_jwt, cognito._get_open_id_token
    trust_denied, register_session = sts._web_identity_trust_denied, sts.register_session
    token_tags = contextvars.ContextVar("token_tags", default=None)
    pending_session = contextvars.ContextVar("pending_session", default=None)

    def get_open_id_token_with_tags(data):
        pool = pool_of(data.get("IdentityId"))
        if pool and (error := open_id_refused(pool)):
            return error
        reset = token_tags.set(principal_tags(pool, data.get("Logins") or {}) if pool else None)
        try:
            return get_open_id_token(data)
        finally:
            token_tags.reset(reset)

    def signed_jwt_with_tags(claims, pool_id="", use=""):
        from_cognito = claims.get("iss") == f"https://{COGNITO_IDENTITY}"
        return signed_jwt({**claims, **tags_claim(token_tags.get())} if from_cognito else claims, pool_id, use)

    def web_identity_trust_denied(role_arn, params, use_json):
        token = sts._p(params, "WebIdentityToken")
        claims = cognito._token_claims(token)
        if claims.get("iss") != f"https://{COGNITO_IDENTITY}":
            return trust_denied(role_arn, params, use_json)
        if not cognito._signature_valid(token):
            return sts._error(400, "InvalidIdentityToken",
                              "Couldn't retrieve verification key from your identity provider", ns="sts")
        if time.time() > claims["exp"]:
            return sts._error(400, "ExpiredTokenException", "Token expired", ns="sts")
        keys, tags = condition_keys(claims["aud"], claims["sub"], claims["amr"]), tags_of(claims)
        if not trusts(role_arn, keys, tags):
            return sts._error(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", ns="sts")
        pending_session.set({"_web_identity": keys, "SessionTags": session_tags(tags)})
        return None

    def register_web_identity_session(access_key, session):
        session.update(pending_session.get() or {})
        pending_session.set(None)
        register_session(access_key, session)

    cognito._signed_jwt, cognito._get_open_id_token = signed_jwt_with_tags, get_open_id_token_with_tags
    sts._web_identity_trust_denied = web_identity_trust_denied
    sts.register_session = register_web_identity_session
