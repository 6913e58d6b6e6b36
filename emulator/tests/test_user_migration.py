import json

import pytest
from ministack.services import cognito

from cognito_extension import user_migration

PASSWORD = "Legacy-horse-battery-7!"
ADA = {"email": "ada@example.com", "email_verified": "true", "name": "Ada"}


@pytest.fixture
def pool(monkeypatch):
    for name in ("_initiate_auth", "_forgot_password"):
        monkeypatch.setattr(cognito, name, getattr(cognito, name))
    created = json.loads(cognito._create_user_pool({
        "PoolName": "moving", "UsernameAttributes": ["email"], "LambdaConfig": {"UserMigration": "arn:function"},
    })[2])["UserPool"]["Id"]
    client = json.loads(cognito._create_user_pool_client({
        "UserPoolId": created, "ClientName": "web", "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"], "PreventUserExistenceErrors": "ENABLED",
    })[2])["UserPoolClient"]["ClientId"]
    user_migration.install()
    return created, client


@pytest.fixture
def asked(monkeypatch):
    """What the function is asked; it lets in who is Ada."""
    events = []

    def call(arn, event):
        events.append(event)
        known = event["userName"] == "ada@example.com" and event["request"].get("password", PASSWORD) == PASSWORD
        return {"userAttributes": ADA, "messageAction": "SUPPRESS", "finalUserStatus": "CONFIRMED"} if known else None

    monkeypatch.setattr(user_migration, "call", call)
    return events


def sign_in(client, username, password):
    return cognito._initiate_auth({"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": client, "AuthParameters": {"USERNAME": username, "PASSWORD": password}})


def test_who_signs_in_keeps_the_password_and_is_asked_about_once(pool, asked):
    pool_id, client = pool
    for _ in range(2):
        assert sign_in(client, "ada@example.com", PASSWORD)[0] == 200
    assert [(event["triggerSource"], event["userPoolId"], event["callerContext"]["clientId"]) for event in asked] == [
        ("UserMigration_Authentication", pool_id, client)]
    [user] = cognito._user_pools[pool_id]["_users"].values()
    assert user["UserStatus"] == "CONFIRMED"
    assert {a["Name"]: a["Value"] for a in user["Attributes"] if a["Name"] != "sub"} == ADA


def test_whom_the_function_refuses_is_no_user(pool, asked):
    pool_id, client = pool
    for username, password in [("ada@example.com", "wrong"), ("eve@example.com", PASSWORD)]:
        assert json.loads(sign_in(client, username, password)[2])["__type"] == "NotAuthorizedException"
    assert cognito._user_pools[pool_id]["_users"] == {}
    assert len(asked) == 2


def test_who_forgot_the_password_is_sent_a_code_and_has_to_choose_one(pool, asked):
    pool_id, client = pool
    assert cognito._forgot_password({"ClientId": client, "Username": "ada@example.com"})[0] == 200
    [user] = cognito._user_pools[pool_id]["_users"].values()
    assert user["UserStatus"] == "RESET_REQUIRED"
    assert "_reset_code" in user


def test_a_user_who_is_not_confirmed_has_to_choose_a_password(pool, monkeypatch):
    pool_id, client = pool
    monkeypatch.setattr(user_migration, "call", lambda arn, event: {"userAttributes": ADA, "messageAction": "SUPPRESS"})
    assert json.loads(sign_in(client, "ada@example.com", PASSWORD)[2])["__type"] == "PasswordResetRequiredException"


def test_no_other_flow_and_no_pool_without_the_trigger_asks(pool, asked):
    pool_id, client = pool
    cognito._initiate_auth({"AuthFlow": "USER_SRP_AUTH", "ClientId": client, "AuthParameters": {"USERNAME": "ada@example.com", "SRP_A": "1"}})
    del cognito._user_pools[pool_id]["LambdaConfig"]["UserMigration"]
    sign_in(client, "ada@example.com", PASSWORD)
    assert asked == []


def test_the_answer_of_the_function():
    response = {"userAttributes": ADA}
    assert user_migration.answer_of({"body": {"response": response}}) == response
    for nothing in (None, {"error": True, "body": {"response": response}}, {"body": {"response": {"userAttributes": {}}}}, {"body": None}):
        assert user_migration.answer_of(nothing) is None
