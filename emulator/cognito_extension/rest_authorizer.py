"""The Cognito authorizer of REST APIs: which kind of token a method takes, and how lists reach the back end.

A method without scopes takes ID tokens, one with scopes access tokens: MiniStack takes either. A list of groups arrives
as `a,b`, not in the `[a b]` of HTTP APIs.
"""

from ministack.services import apigateway_v1


def wanted_kind(method):
    return "access" if method.get("authorizationScopes") else "id"


def joined(claims):
    return {name: ",".join(map(str, value)) if isinstance(value, list) else value for name, value in claims.items()}


def install():
    validate, stringify = apigateway_v1._validate_cognito_authorizer, apigateway_v1._stringify_claims

    async def validate_cognito_authorizer(authorizer, method, *args):
        claims, error = await validate(authorizer, method, *args)
        if claims and claims.get("token_use") != wanted_kind(method):
            return None, apigateway_v1._gw_error("UNAUTHORIZED", "Unauthorized")
        return claims, error

    apigateway_v1._validate_cognito_authorizer = validate_cognito_authorizer
    apigateway_v1._stringify_claims = lambda claims: stringify(joined(claims or {}))
