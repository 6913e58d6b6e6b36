import pytest

from cognito_extension.leading_keys import leading_keys

TABLES = {
    "orders": {"KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}]},
    "visits": {"KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}]},
}
ME, YOU = {"S": "me"}, {"S": "you"}


@pytest.mark.parametrize("request_body, keys", [
    ({"TableName": "orders", "Item": {"owner": ME, "at": {"N": "1"}}}, ["me"]),
    ({"TableName": "arn:aws:dynamodb:us-east-1:0:table/orders", "Key": {"owner": ME}}, ["me"]),
    ({"TableName": "orders", "KeyConditionExpression": "#o = :me", "ExpressionAttributeNames": {"#o": "owner"},
      "ExpressionAttributeValues": {":me": ME}}, ["me"]),
    ({"TableName": "orders", "KeyConditionExpression": "at = :x AND owner=:me",
      "ExpressionAttributeValues": {":me": ME, ":x": {"N": "1"}}}, ["me"]),
    ({"RequestItems": {"orders": {"Keys": [{"owner": ME}, {"owner": YOU}]}, "visits": {"Keys": [{"pk": ME}]}}}, ["me", "you", "me"]),
    ({"RequestItems": {"orders": [{"PutRequest": {"Item": {"owner": ME}}}, {"DeleteRequest": {"Key": {"owner": YOU}}}]}}, ["me", "you"]),
    ({"TransactItems": [{"Put": {"TableName": "orders", "Item": {"owner": ME}}}, {"Get": {"TableName": "visits", "Key": {"pk": YOU}}}]},
     ["me", "you"]),
    ({"TableName": "orders"}, []),
    ({"TableName": "unknown", "Key": {"owner": ME}}, []),
])
def test_the_partition_keys_that_a_request_names(request_body, keys):
    assert leading_keys(request_body, TABLES.get) == keys
