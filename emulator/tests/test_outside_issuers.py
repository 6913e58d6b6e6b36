import base64
import json
import time

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from ministack.services import iam

from cognito_extension import outside_issuers
from cognito_extension.outside_issuers import register, same_person, token_error
from support import token as unsigned

GOOGLE, COMPANY = "accounts.google.com", "login.example.com"
COMPANY_ARN = f"arn:aws:iam::000000000000:oidc-provider/{COMPANY}"
POOL = {"SupportedLoginProviders": {GOOGLE: "app, another-app"}, "OpenIdConnectProviderARNs": [COMPANY_ARN]}
KEY = rsa.generate_private_key(65537, 2048)
NOW = int(time.time())


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(key=KEY, kid="1", **claims):
    body = {"iss": f"https://{GOOGLE}", "aud": "app", "sub": "1", "exp": NOW + 60, **claims}
    head = ".".join(text(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": kid}, body))
    return f"{head}.{text(key.sign(head.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


@pytest.fixture(autouse=True)
def providers(monkeypatch):
    numbers = KEY.public_key().public_numbers()
    jwk = {name: text(value.to_bytes((value.bit_length() + 7) // 8, "big")) for name, value in (("n", numbers.n), ("e", numbers.e))}
    monkeypatch.setattr(outside_issuers, "_keys", {})
    monkeypatch.setattr(iam, "_oidc_providers", {COMPANY_ARN: {"ClientIDList": ["app"]}})
    for provider in (GOOGLE, COMPANY):
        register(provider, {"keys": [{**jwk, "kid": "1"}]})


def test_a_signed_token_is_accepted():
    assert token_error(POOL, GOOGLE, signed(), NOW) is None
    assert token_error(POOL, GOOGLE, signed(iss=GOOGLE, aud="another-app"), NOW) is None
    assert token_error(POOL, COMPANY, signed(iss=f"https://{COMPANY}"), NOW) is None


@pytest.mark.parametrize("login, error", [
    (lambda: "opaque", "Token signature invalid"),
    (lambda: unsigned(iss=GOOGLE, aud="app"), "Token signature invalid"),
    (lambda: signed(kid="2"), "Token signature invalid"),
    (lambda: signed(key=rsa.generate_private_key(65537, 2048)), "Token signature invalid"),
    (lambda: signed(iss="https://login.example.com"), "Issuer doesn't match"),
    (lambda: signed(aud="foreign"), "Incorrect token audience"),
    (lambda: signed(exp=NOW), "Token expired"),
])
def test_another_token_is_not(login, error):
    assert error in token_error(POOL, GOOGLE, login(), NOW)


def test_nothing_is_accepted_of_a_provider_without_keys(monkeypatch):
    monkeypatch.setattr(outside_issuers, "_keys", {})
    assert "signature invalid" in token_error(POOL, GOOGLE, signed(), NOW)


def test_what_is_not_verified_here_is_left_to_ministack():
    assert token_error(POOL, "graph.facebook.com", "opaque", NOW) is None
    assert token_error(POOL, "cognito-idp.us-east-1.amazonaws.com/x", "opaque", NOW) is None


def test_a_person_is_the_subject_of_a_verified_token():
    assert same_person(GOOGLE, signed(), signed(exp=NOW + 120))
    assert not same_person(GOOGLE, signed(), signed(sub="2"))
    assert not same_person("graph.facebook.com", unsigned(sub="1", n=1), unsigned(sub="1", n=2))
    assert same_person("graph.facebook.com", "opaque", "opaque")
