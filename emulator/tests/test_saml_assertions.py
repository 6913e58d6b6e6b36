import base64
from datetime import datetime, timezone

from cognito_extension.outside_issuers import same_person
from cognito_extension.saml_assertions import AUDIENCE, assertion_error, is_saml, saml_claims

ARN = "arn:aws:iam::000000000000:saml-provider/staff"
NOW = int(datetime(2026, 1, 1, tzinfo=timezone.utc).timestamp())


def response(audience=AUDIENCE, until="2026-01-01T00:01:00Z", name="jo", **attributes):
    def value(text):
        return f"<saml:AttributeValue>{text}</saml:AttributeValue>"

    told = "".join(f'<saml:Attribute Name="{key}">{"".join(map(value, values))}</saml:Attribute>' for key, values in attributes.items())
    text = f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:Assertion>
      <saml:Issuer>https://directory.example.com</saml:Issuer><saml:Subject><saml:NameID>{name}</saml:NameID></saml:Subject>
      <saml:Conditions NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
      <saml:AttributeStatement>{told}</saml:AttributeStatement></saml:Assertion></samlp:Response>"""
    return base64.b64encode(text.encode()).decode()


def test_attributes_are_claims_and_several_values_a_list():
    claims = saml_claims(response(department=["finance"], teams=["a", "b"]))
    assert claims == {"department": "finance", "teams": ["a", "b"], "sub": "jo", "iss": "https://directory.example.com", "aud": AUDIENCE, "exp": NOW + 60}


def test_what_is_no_saml_response_has_no_claims():
    for text in ("", "a.b.c", base64.b64encode(b"<a").decode(), base64.b64encode(b"<a/>").decode(), None):
        assert saml_claims(text) == {}


def test_an_assertion_is_for_aws_and_for_a_time():
    assert assertion_error(response(), NOW) is None
    assert assertion_error(response(audience="another"), NOW) == "Invalid login token. Incorrect token audience."
    assert assertion_error(response(), NOW + 60).startswith("Invalid login token. Token expired")
    assert assertion_error("nonsense", NOW) == "Invalid login token. Not a valid SAML response."


def test_a_provider_is_known_by_its_arn():
    assert is_saml(ARN) and not is_saml("accounts.google.com")


def test_two_assertions_of_one_subject_are_one_person(monkeypatch):
    from ministack.services import cognito
    monkeypatch.setattr(cognito, "_token_claims", saml_claims)
    assert same_person(ARN, response(name="jo"), response(name="jo", department=["it"]))
    assert not same_person(ARN, response(name="jo"), response(name="al"))
