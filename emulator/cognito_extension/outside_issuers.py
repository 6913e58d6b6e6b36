"""ID tokens of outside providers (Google, Apple, any OIDC): verified against keys that a test has registered.

On AWS, Cognito fetches the provider's keys; here `PUT /_outside-issuers/<provider name>` with a JWKS registers them,
and a token that no registered key verifies is refused. A verified subject is one identity, however often it signs in.
"""

import base64
import json
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from ministack import app
from ministack.services import cognito, iam

from cognito_extension.identity_pools import names_provider, refused
from cognito_extension.saml_assertions import is_saml

PATH = "/_outside-issuers/"
OPENID_PROVIDERS = ("accounts.google.com", "appleid.apple.com")
_keys = {}


def _decode(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def public_key(jwk):
    e, n = (int.from_bytes(_decode(jwk[member]), "big") for member in ("e", "n"))
    return rsa.RSAPublicNumbers(e, n).public_key()


def register(provider, jwks):
    _keys[provider] = {jwk["kid"]: public_key(jwk) for jwk in jwks["keys"]}


def verified(provider, token):
    """Whether one of the provider's registered keys signed the token."""
    try:
        head, payload, signature = token.split(".")
        key = _keys.get(provider, {})[json.loads(_decode(head))["kid"]]
        key.verify(_decode(signature), f"{head}.{payload}".encode(), padding.PKCS1v15(), hashes.SHA256())
    except (ValueError, KeyError, InvalidSignature):
        return False
    return True


def audiences(pool, provider):
    """The client ids that the pool accepts of a provider, or None when its tokens are not verified here."""
    if provider in OPENID_PROVIDERS and provider in (pool.get("SupportedLoginProviders") or {}):
        return str(pool["SupportedLoginProviders"][provider]).replace(" ", "").split(",")
    for arn in pool.get("OpenIdConnectProviderARNs") or []:
        if names_provider(arn, provider):
            return (iam._oidc_providers.get(arn) or {}).get("ClientIDList", [])
    return None


def token_error(pool, provider, token, now):
    """Why a login of an outside provider is not accepted, or None."""
    accepted = audiences(pool, provider)
    if accepted is None:
        return None
    claims = cognito._token_claims(token)
    if not verified(provider, token):
        return "Invalid login token. Token signature invalid."
    if str(claims.get("iss", "")).removeprefix("https://") != provider:
        return "Invalid login token. Issuer doesn't match providerName"
    if claims.get("aud") not in accepted:
        return "Invalid login token. Incorrect token audience."
    if now >= claims.get("exp", 0):
        return f"Invalid login token. Token expired: {now} >= {claims.get('exp')}"
    return None


def same_person(provider, held, token):
    """Whether two tokens that were accepted of a provider are of one subject."""
    subject = cognito._token_claims(token).get("sub")
    has_subject = provider.startswith("cognito-idp.") or provider in _keys or is_saml(provider)
    return held == token or (has_subject and subject is not None and cognito._token_claims(held).get("sub") == subject)


def install():
    logins_error, serve = cognito._identity_logins_error, app.app

    def identity_logins_error(pool, identity_id, logins):
        for provider, token in logins.items():
            if message := token_error(pool, provider, token, int(time.time())):
                return refused("NotAuthorizedException", message)
        return logins_error(pool, identity_id, logins)

    def login_owner(pool, logins):
        for provider, token in logins.items():
            for identity_id, identity in pool["_identities"].items():
                held = (identity.get("Logins") or {}).get(provider)
                if held is not None and same_person(provider, held, token):
                    return identity_id
        return None

    async def serve_registrations(scope, receive, send):
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(PATH):
            return await serve(scope, receive, send)
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        register(scope["path"].removeprefix(PATH), json.loads(body))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    cognito._identity_logins_error, cognito._login_owner = identity_logins_error, login_owner
    app.app = serve_registrations
