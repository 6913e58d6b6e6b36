"""Signatures over HTTP/2, which the Kinesis client uses: it signs ":authority", which the server turns into "host"."""

from ministack import app
from ministack.core import iam_evaluator as ev


def with_authority(raw_headers):
    headers = list(raw_headers)
    if any(name == b"authorization" and b":authority" in value for name, value in headers):
        headers += [(b":authority", value) for name, value in headers if name == b"host"]
    return headers


def install():
    pin = ev.pin_signed_request

    def pin_signed_request(method, raw_path, query, raw_headers, *args, **kwargs):
        return pin(method, raw_path, query, with_authority(raw_headers), *args, **kwargs)

    ev.pin_signed_request = app.pin_signed_request = pin_signed_request
