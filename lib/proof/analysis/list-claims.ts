/** Claims that hold several values; how Cognito compares those is not documented. */
export const LIST_CLAIMS: ReadonlySet<string> = new Set(['cognito:groups', 'cognito:roles', 'amr']);
