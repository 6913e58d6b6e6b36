"""GetId and GetCredentialsForIdentity as the enhanced flow does them: guest switch, role, trust, tags, guest ceiling."""

import json

from ministack.core.responses import get_region
from ministack.services import cognito, sts

from cognito_extension.guest_ceiling import session_policies
from cognito_extension.identity_pools import condition_keys, pool_of, principal_tags, refused, session_tags, trusts
from cognito_extension.role_mapping import choose_role


def guests_refused(pool, logins):
    if logins or pool["AllowUnauthenticatedIdentities"]:
        return None
    return refused("NotAuthorizedException", "Unauthenticated access is not supported for this identity pool.")


def install():
    get_id, get_credentials = cognito._get_id, cognito._get_credentials_for_identity

    def get_id_for_allowed(data):
        pool = cognito._identity_pools.get(data.get("IdentityPoolId"))
        return (pool and guests_refused(pool, data.get("Logins"))) or get_id(data)

    def get_credentials_for_identity(data):
        identity_id, logins = data.get("IdentityId"), data.get("Logins") or {}
        pool = pool_of(identity_id)
        if pool is None:
            return refused("ResourceNotFoundException", f"Identity '{identity_id}' not found.")
        error = cognito._identity_logins_error(pool, identity_id, logins) or guests_refused(pool, logins)
        role, error = (None, error) if error else choose_role(pool, logins, data.get("CustomRoleArn"))
        if error:
            return error
        keys = condition_keys(pool["IdentityPoolId"], identity_id, cognito._identity_login_fields(logins)[0])
        tags = principal_tags(pool, logins)
        if not role or not trusts(role, keys, tags):
            return refused("InvalidIdentityPoolConfigurationException",
                           "Invalid identity pool configuration. Check assigned IAM roles for this pool.")
        response = get_credentials(data)
        if response[0] == 200:
            session = sts._sessions[json.loads(response[2])["Credentials"]["AccessKeyId"]]
            session.update(
                Arn=f"arn:aws:sts::{session['AccountId']}:assumed-role/{role.rsplit('/', 1)[-1]}/CognitoIdentityCredentials",
                SessionTags=session_tags(tags), _web_identity=keys)
            if not logins:
                session["SessionPolicies"] = session_policies(get_region())
        return response

    cognito._get_id, cognito._get_credentials_for_identity = get_id_for_allowed, get_credentials_for_identity
