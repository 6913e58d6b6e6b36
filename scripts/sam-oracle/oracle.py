"""Reads {"managed": {name: ARN}, "templates": {name: {"body": ..., "parameters": {...}}}} and writes {name: {"body"} or {"refused"}}."""
import json
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.model.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.translator.transform import transform  # noqa: E402


class Managed:
    """What the service asks IAM for: the managed policies of AWS by name."""

    def __init__(self, by_name):
        self.by_name = by_name

    def load(self):
        return self.by_name


def transformed(template, managed):
    try:
        return {"body": transform(template["body"], template.get("parameters", {}), Managed(managed))}
    except InvalidDocumentException as refused:
        return {"refused": [cause.message for cause in refused.causes]}
    except Exception as failed:  # noqa: BLE001 the service answers these with an internal error
        return {"refused": [f"{type(failed).__name__}: {failed}"]}


question = json.load(sys.stdin)
json.dump({name: transformed(one, question["managed"]) for name, one in question["templates"].items()}, sys.stdout)
