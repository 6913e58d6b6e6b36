import json

import pytest
from ministack.core import iam_evaluator as ev

from cognito_extension.guest_ceiling import ceiling_document, session_policies


def decide(action, region="us-east-1"):
    role = ev.parse_policy_document({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
    ctx = ev.EvalContext(principal_arn="", principal_type="AssumedRole", principal_account="000000000000",
                         action=action, resource_arn="*", region=region)
    limits = ev._session_policy_limits({"SessionPolicies": session_policies(region)}, "000000000000")
    return ev.evaluate(ctx, [role], *limits).decision


@pytest.mark.parametrize("action", ["s3:GetObject", "kinesis:PutRecord", "rum:PutRumEvents", "kms:Decrypt", "geo:GetMapTile"])
def test_what_either_policy_allows_is_allowed(action):
    assert decide(action) == "Allow"


@pytest.mark.parametrize("action", ["iam:ListRoles", "ec2:DescribeInstances", "kms:CreateKey", "sts:AssumeRole", "cloudformation:ListStacks"])
def test_what_neither_allows_is_not(action):
    assert decide(action) == "ImplicitDeny"


def test_opt_in_regions_allow_less():
    assert decide("cognito-sync:ListRecords") == "Allow"
    assert decide("cognito-sync:ListRecords", "ap-east-1") == "ImplicitDeny"
    assert decide("textract:AnalyzeDocument", "ap-east-1") == "ImplicitDeny"
    assert decide("s3:GetObject", "ap-east-1") == "Allow"


def test_the_session_holds_the_document_as_text():
    assert json.loads(session_policies("us-east-1")["Policy"]) == ceiling_document("us-east-1")
