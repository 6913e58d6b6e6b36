"""Starts MiniStack with the extension installed: `python -m cognito_extension`."""

from ministack import app

from cognito_extension import (
    classic_flow,
    cloudformation_types,
    cors,
    enhanced_flow,
    function_network,
    http2_signatures,
    leading_keys,
    loopback_tls,
    outside_issuers,
    parent_watch,
    policy_variables,
    rest_authorizer,
    saml_assertions,
    session_keys,
    user_migration,
    user_pool_tokens,
    write_attributes,
)

if __name__ == "__main__":
    parent_watch.start()
    for module in (policy_variables, session_keys, saml_assertions, write_attributes, user_migration, outside_issuers, enhanced_flow, classic_flow,
                   user_pool_tokens, leading_keys, http2_signatures, loopback_tls, cors, cloudformation_types, rest_authorizer,
                   function_network):
        module.install()
    app.main()
