from cognito_extension.write_attributes import unwritable

ATTRIBUTES = [{"Name": "nickname", "Value": "jo"}, {"Name": "custom:tenantId", "Value": "acme"}]


def test_a_client_writes_what_it_lists():
    assert unwritable({"WriteAttributes": ["nickname"]}, ATTRIBUTES) == "custom:tenantId"
    assert unwritable({"WriteAttributes": ["nickname", "custom:tenantId"]}, ATTRIBUTES) is None


def test_a_client_that_lists_none_writes_all():
    assert unwritable({"WriteAttributes": []}, ATTRIBUTES) is None
    assert unwritable({}, ATTRIBUTES) is None
    assert unwritable(None, None) is None
