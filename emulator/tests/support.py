"""Tokens and pools as the tests need them."""

import base64
import json


def token(**claims):
    """A token whose claims can be read; nobody signed it."""
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return ".".join([part({"alg": "RS256"}), part(claims), "c2lnbmF0dXJl"])


def error_of(response):
    """(code, message) of a refusal."""
    body = json.loads(response[2])
    return body["__type"], body["message"]
