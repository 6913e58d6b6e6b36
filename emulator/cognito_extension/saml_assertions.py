"""SAML responses as logins of an identity pool: their attributes are claims, for rules and session tags.

As with other providers whose tokens are not verified here, the signature is taken for granted; the audience, the time
and whether the pool has the provider are not.
"""

import base64
import binascii
import time
from datetime import datetime
from xml.etree import ElementTree

from ministack.services import cognito

from cognito_extension.identity_pools import refused

ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}"
AUDIENCE = "urn:amazon:webservices"


def is_saml(provider):
    return ":saml-provider/" in provider


def saml_claims(response):
    """The claims of a base64-encoded SAML response, or {} when it is none; an attribute of several values is a list."""
    try:
        root = ElementTree.fromstring(base64.b64decode(response, validate=True))
    except (binascii.Error, ValueError, TypeError, ElementTree.ParseError):
        return {}
    assertion = next(root.iter(f"{ASSERTION}Assertion"), None)
    if assertion is None:
        return {}
    claims = {}
    for attribute in assertion.iter(f"{ASSERTION}Attribute"):
        values = [value.text or "" for value in attribute.iter(f"{ASSERTION}AttributeValue")]
        claims[attribute.get("Name")] = values[0] if len(values) == 1 else values
    names = {"sub": "NameID", "iss": "Issuer", "aud": "Audience"}
    found = {claim: assertion.find(f".//{ASSERTION}{name}") for claim, name in names.items()}
    claims.update({claim: element.text for claim, element in found.items() if element is not None})
    conditions = assertion.find(f"{ASSERTION}Conditions")
    if conditions is not None and conditions.get("NotOnOrAfter"):
        claims["exp"] = int(datetime.fromisoformat(conditions.get("NotOnOrAfter")).timestamp())
    return claims


def assertion_error(response, now):
    """Why a SAML login is not accepted, or None."""
    claims = saml_claims(response)
    if "sub" not in claims:
        return "Invalid login token. Not a valid SAML response."
    if claims.get("aud") != AUDIENCE:
        return "Invalid login token. Incorrect token audience."
    if now >= claims.get("exp", 0):
        return f"Invalid login token. Token expired: {now} >= {claims.get('exp')}"
    return None


def install():
    token_claims, logins_error = cognito._token_claims, cognito._identity_logins_error

    def identity_logins_error(pool, identity_id, logins):
        for provider, token in logins.items():
            if is_saml(provider) and (message := assertion_error(token, int(time.time()))):
                return refused("NotAuthorizedException", message)
        return logins_error(pool, identity_id, logins)

    cognito._token_claims = lambda token: token_claims(token) or saml_claims(token)
    cognito._identity_logins_error = identity_logins_error
