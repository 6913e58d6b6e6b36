"""Which attributes an app client writes for its user: those of its `WriteAttributes`, and all where it has none."""

from ministack.services import cognito

from cognito_extension.identity_pools import refused


def unwritable(client, attributes):
    """The first attribute that the client may not write, or None."""
    writable = (client or {}).get("WriteAttributes") or []
    return next((a["Name"] for a in attributes or [] if writable and a["Name"] not in writable), None)


def client_of(client_id):
    pools = cognito._user_pools.values()
    return next((pool["_clients"][client_id] for pool in pools if client_id in pool["_clients"]), None)


def install():
    sign_up, update_user_attributes = cognito._sign_up, cognito._update_user_attributes

    def checked(operation, client_id, data):
        if unwritable(client_of(client_id), data.get("UserAttributes")):
            return refused("NotAuthorizedException", "A client attempted to write unauthorized attribute")
        return operation(data)

    cognito._sign_up = lambda data: checked(sign_up, data.get("ClientId"), data)
    cognito._update_user_attributes = lambda data: checked(
        update_user_attributes, cognito._token_claims(data.get("AccessToken")).get("client_id"), data)
