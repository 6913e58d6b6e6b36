from cognito_extension.user_pool_tokens import group_roles, overridden, override_of, role_claims

POOL = {"_groups": {
    "first": {"RoleArn": "a", "Precedence": 1}, "second": {"RoleArn": "b", "Precedence": 2},
    "tied": {"RoleArn": "c", "Precedence": 1}, "same-role": {"RoleArn": "a", "Precedence": 1},
    "unranked": {"RoleArn": "d"}, "no-role": {"Precedence": 0},
}}


def test_the_lowest_precedence_is_preferred():
    assert group_roles(POOL, ["second", "first", "unranked"]) == (["b", "a", "d"], "a")


def test_a_group_without_a_precedence_comes_last():
    assert group_roles(POOL, ["unranked", "second"])[1] == "b"


def test_a_tie_prefers_none_unless_the_role_is_the_same():
    assert group_roles(POOL, ["first", "tied"]) == (["a", "c"], None)
    assert group_roles(POOL, ["first", "same-role"]) == (["a"], "a")


def test_groups_without_a_role_and_unknown_ones_give_none():
    assert group_roles(POOL, ["no-role", "unknown"]) == ([], None)


def test_claims_without_a_value_are_left_out():
    assert role_claims([], None) == {}
    assert role_claims(["a", "b"], None) == {"cognito:roles": ["a", "b"]}
    assert role_claims(["a"], "a") == {"cognito:roles": ["a"], "cognito:preferred_role": "a"}


def test_the_override_stands_in_the_response_of_either_version():
    override = {"groupsToOverride": ["x"]}
    assert override_of({"claimsOverrideDetails": {"groupOverrideDetails": override}}) == override
    assert override_of({"claimsAndScopeOverrideDetails": {"groupOverrideDetails": override}}) == override
    assert override_of({"claimsOverrideDetails": None}) == {}
    assert override_of({"claimsOverrideDetails": {"groupOverrideDetails": None}}) == {}


def test_an_override_replaces_groups_in_both_tokens_and_roles_in_the_id_token():
    override = {"groupsToOverride": ["x"], "iamRolesToOverride": ["r"], "preferredRole": "r"}
    claims = {"cognito:groups": ["first"], "cognito:roles": ["a"], "cognito:preferred_role": "a"}
    assert overridden(claims, override, "id") == {
        "cognito:groups": ["x"], "cognito:roles": ["r"], "cognito:preferred_role": "r"}
    assert overridden({"cognito:groups": ["first"]}, override, "access") == {"cognito:groups": ["x"]}


def test_what_is_not_overridden_stays():
    assert overridden({"cognito:roles": ["a"]}, {"groupsToOverride": []}, "id") == {"cognito:roles": ["a"], "cognito:groups": []}
