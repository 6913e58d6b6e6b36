"""The migration trigger: who is not in the user pool, and signs in with a password or forgot it, is made of what the function answers.

https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
"""

import json

from ministack.services import cognito, lambda_svc


def pool_of(client_id):
    """(id, user pool) of an app client; (None, None) where no pool has it."""
    return next(((pool_id, pool) for pool_id, pool in cognito._user_pools.items() if client_id in pool["_clients"]), (None, None))


def event_of(source, pool_id, client_id, username, request):
    """What the function is told."""
    return {
        "version": "1", "triggerSource": source, "region": pool_id.split("_")[0], "userPoolId": pool_id, "userName": username,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": client_id},
        "request": request,
        "response": {"userAttributes": None, "finalUserStatus": None, "messageAction": None,
                     "desiredDeliveryMediums": None, "forceAliasCreation": None},
    }


def answer_of(result):
    """The response of the function; None where it failed, or handed no attributes over."""
    if not isinstance(result, dict) or result.get("error"):
        return None
    response = cognito._extract_trigger_response(result.get("body")) or {}
    return response if response.get("userAttributes") else None


def call(arn, event):
    record, config, _name = lambda_svc._get_func_record_for_ref(arn)
    if record is None or config is None:
        return None
    return answer_of(lambda_svc._execute_function_with_config_scope(lambda_svc._execution_record_for_config(record, config), event))


def make_user(pool_id, pool, username, answer, password):
    """Makes the user; the password that was sent stays where the function confirms the user, and is to be reset otherwise."""
    attributes = [{"Name": name, "Value": value} for name, value in answer["userAttributes"].items()]
    created = cognito._admin_create_user({
        "UserPoolId": pool_id, "Username": username, "UserAttributes": attributes,
        **({"MessageAction": "SUPPRESS"} if answer.get("messageAction") == "SUPPRESS" else {}),
    })
    if created[0] != 200:
        return
    user = pool["_users"][json.loads(created[2])["User"]["Username"]]
    is_confirmed = password is not None and answer.get("finalUserStatus") == "CONFIRMED"
    user["UserStatus"] = "CONFIRMED" if is_confirmed else "RESET_REQUIRED"
    if password is not None:
        user["_password"] = password


def migrate(source, client_id, username, request):
    """Makes the user of what the trigger answers, where the pool has one and does not know the user."""
    pool_id, pool = pool_of(client_id)
    arn = ((pool or {}).get("LambdaConfig") or {}).get("UserMigration")
    if not arn or not username or cognito._resolve_user(pool, username)[0]:
        return
    answer = call(arn, event_of(source, pool_id, client_id, username, request))
    if answer:
        make_user(pool_id, pool, username, answer, request.get("password"))


def install():
    initiate_auth, forgot_password = cognito._initiate_auth, cognito._forgot_password

    def initiate_auth_or_migrate(data):
        given = data.get("AuthParameters") or {}
        if data.get("AuthFlow") == "USER_PASSWORD_AUTH":
            request = {"password": given.get("PASSWORD"), "validationData": data.get("ClientMetadata"), "userAttributes": None}
            migrate("UserMigration_Authentication", data.get("ClientId"), given.get("USERNAME"), request)
        return initiate_auth(data)

    def forgot_password_or_migrate(data):
        migrate("UserMigration_ForgotPassword", data.get("ClientId"), data.get("Username"), {"clientMetadata": data.get("ClientMetadata")})
        return forgot_password(data)

    cognito._initiate_auth = initiate_auth_or_migrate
    cognito._forgot_password = forgot_password_or_migrate
