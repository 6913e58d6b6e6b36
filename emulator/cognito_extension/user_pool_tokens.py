"""Roles in ID tokens: cognito:roles and cognito:preferred_role from groups, and the pre-token trigger's say in them."""

import contextvars

from ministack.services import cognito


def group_roles(pool, group_names):
    """(roles, preferred role): the role of the group with the lowest precedence, none on a tie of different roles."""
    groups = [g for g in (pool["_groups"].get(name) for name in group_names) if g and g.get("RoleArn")]

    def rank(group):
        return float("inf") if group.get("Precedence") is None else group["Precedence"]

    roles = list(dict.fromkeys(g["RoleArn"] for g in groups))
    best = {g["RoleArn"] for g in groups if rank(g) == min(map(rank, groups))}
    return roles, best.pop() if len(best) == 1 else None


def role_claims(roles, preferred):
    return {**({"cognito:roles": roles} if roles else {}), **({"cognito:preferred_role": preferred} if preferred else {})}


def override_of(response):
    """The group override of a trigger's response, where version 1 and where later versions put it."""
    details = response.get("claimsAndScopeOverrideDetails") or response.get("claimsOverrideDetails") or {}
    return details.get("groupOverrideDetails") or {}


def overridden(claims, override, token_type):
    """The claims with the trigger's groups and, in an ID token, roles in place of the user's own."""
    claims = dict(claims)
    names = {"groupsToOverride": "cognito:groups"}
    if token_type == "id":
        names |= {"iamRolesToOverride": "cognito:roles", "preferredRole": "cognito:preferred_role"}
    for field, claim in names.items():
        if override.get(field) is not None:
            claims[claim] = override[field]
    return claims


def install():
    apply_trigger, build_event = cognito._apply_pretoken_trigger, cognito._build_pretoken_event
    extract_response = cognito._extract_trigger_response
    last_override = contextvars.ContextVar("last_override", default=None)

    def roles_of(pool_id, groups):
        return group_roles(cognito._get_pool_unscoped(pool_id) or {"_groups": {}}, groups or [])

    def extract_trigger_response(payload):
        response = extract_response(payload)
        last_override.set(override_of(response or {}))
        return response

    def build_pretoken_event(pool_id, client_id, username, user_attrs, groups, *args, **kwargs):
        event = build_event(pool_id, client_id, username, user_attrs, groups, *args, **kwargs)
        roles, preferred = roles_of(pool_id, groups)
        event["request"]["groupConfiguration"].update(iamRolesToOverride=roles, preferredRole=preferred)
        return event

    def apply_pretoken_trigger(*, pool_id, claims, token_type, groups, **kwargs):
        if token_type == "id":
            claims = {**claims, **role_claims(*roles_of(pool_id, groups))}
        last_override.set(None)
        claims = apply_trigger(pool_id=pool_id, claims=claims, token_type=token_type, groups=groups, **kwargs)
        return overridden(claims, last_override.get() or {}, token_type)

    cognito._extract_trigger_response = extract_trigger_response
    cognito._build_pretoken_event = build_pretoken_event
    cognito._apply_pretoken_trigger = apply_pretoken_trigger
