"""Which role of an identity pool the enhanced flow gives: by token, by rules, by the client's choice, or by default."""

from ministack.services import cognito

from cognito_extension.identity_pools import as_list, names_provider, refused


def rule_matches(rule, claims):
    """Whether a rule matches; one about an absent claim never does, NotEqual included."""
    have = claims.get(rule["Claim"])
    if have is None:
        return False
    text, want = (" ".join(map(str, have)) if isinstance(have, list) else str(have)), rule["Value"]
    return {"Equals": text == want, "NotEqual": text != want, "Contains": want in text,
            "StartsWith": text.startswith(want)}[rule["MatchType"]]


def mapping_for(pool, provider, claims):
    """The pool's role mapping for a provider: keyed by its name, and for user pools by name and client."""
    for key, mapping in (pool.get("_role_mappings") or {}).items():
        configured = mapping.get("IdentityProvider") or key
        if configured == f"{provider}:{claims.get('aud')}" or names_provider(configured, provider):
            return mapping
    return None


def choose_role(pool, logins, custom_role=None):
    """(role ARN, None), or (None, refusal). Without a login the identity is a guest."""
    if not logins:
        return pool["_roles"].get("unauthenticated"), None
    provider, token = next(iter(logins.items()))
    claims, default = cognito._token_claims(token), pool["_roles"].get("authenticated")
    mapping = mapping_for(pool, provider, claims)
    if mapping is None:
        obtainable, role = as_list(default), default
    elif mapping["Type"] == "Token":
        obtainable = as_list(claims.get("cognito:roles"))
        role = claims.get("cognito:preferred_role") or (obtainable[0] if len(obtainable) == 1 else None)
    else:
        rules = (mapping.get("RulesConfiguration") or {}).get("Rules") or []
        obtainable = [rule["RoleARN"] for rule in rules if rule_matches(rule, claims)]
        role = obtainable[0] if obtainable else None
    if custom_role:
        if custom_role in obtainable:
            return custom_role, None
        return None, refused("NotAuthorizedException", "Access to requested role is forbidden.")
    if role is None and mapping and mapping.get("AmbiguousRoleResolution") != "AuthenticatedRole":
        return None, refused("NotAuthorizedException",
                             f"The ambiguous role mapping rules for {provider} denied this request.")
    return role or default, None
