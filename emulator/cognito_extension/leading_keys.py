"""The condition key dynamodb:LeadingKeys: the partition key values that a request names."""

import json
import re

from ministack.core import iam_actions
from ministack.services import dynamodb

from cognito_extension.identity_pools import as_list

_EQUALS = re.compile(r"([#\w.-]+)\s*=\s*(:\w+)")


def partition_key(table):
    return next((k["AttributeName"] for k in table.get("KeySchema", []) if k["KeyType"] == "HASH"), None)


def leading_keys(request, table_named):
    """The values as text, in the order in which the request names them. `table_named(name)` finds a table."""
    keys = _keys_of_operation(request, table_named)
    for table_name, entries in (request.get("RequestItems") or {}).items():  # BatchGetItem, BatchWriteItem
        for entry in as_list(entries):
            operation = {"TableName": table_name, **entry, **entry.get("PutRequest", {}), **entry.get("DeleteRequest", {})}
            keys += _keys_of_operation(operation, table_named)
    for entry in request.get("TransactItems") or []:
        for operation in entry.values():
            keys += _keys_of_operation(operation, table_named)
    return keys


def _keys_of_operation(operation, table_named):
    name = partition_key(table_named(str(operation.get("TableName", "")).rsplit("/", 1)[-1]) or {})
    items = (operation.get("Item"), operation.get("Key"), *as_list(operation.get("Keys")))
    values = [item[name] for item in items if item and name in item]
    names, placeholders = operation.get("ExpressionAttributeNames") or {}, operation.get("ExpressionAttributeValues") or {}
    for left, right in _EQUALS.findall(operation.get("KeyConditionExpression") or ""):
        if names.get(left, left) == name and right in placeholders:
            values.append(placeholders[right])
    return [str(next(iter(value.values()))) for value in values]


def install():
    service_context = iam_actions.dynamodb_service_context

    def dynamodb_service_context(body):
        context = service_context(body)
        try:
            keys = leading_keys(json.loads(body or b"{}"), dynamodb._tables.get)
        except ValueError:
            return context
        return {**context, "dynamodb:LeadingKeys": keys} if keys else context

    iam_actions.dynamodb_service_context = dynamodb_service_context
