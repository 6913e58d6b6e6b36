from cognito_extension.cors import camel_case, without_duplicates
from cognito_extension.http2_signatures import with_authority


def test_a_signed_authority_is_handed_on():
    host = (b"host", b"localhost:1")
    signed = (b"authorization", b"AWS4-HMAC-SHA256 SignedHeaders=:authority;x-amz-date")
    assert with_authority([host, signed]) == [host, signed, (b":authority", b"localhost:1")]


def test_other_requests_stay_as_they_are():
    headers = [(b"host", b"localhost:1"), (b"authorization", b"AWS4-HMAC-SHA256 SignedHeaders=host")]
    assert with_authority(headers) == headers


def test_the_last_cors_header_of_a_name_stays():
    headers = [(b"Content-Type", b"x"), (b"Access-Control-Allow-Origin", b"*"), (b"access-control-allow-origin", b"https://a")]
    assert without_duplicates(headers) == [(b"Content-Type", b"x"), (b"access-control-allow-origin", b"https://a")]


def test_names_of_cloudformation_become_those_of_the_api():
    assert camel_case({"AllowOrigins": ["*"], "MaxAge": 1}) == {"allowOrigins": ["*"], "maxAge": 1}
    assert camel_case(None) == {}
