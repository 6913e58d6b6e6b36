// The authorizer has verified the token; what is left to decide is what its groups may see.
const MAY_SEE_INVOICES = ['administrators', 'accounting'];

exports.handler = async (event) => {
  const claims = event.requestContext.authorizer?.claims;
  if (!claims) return answer(401, { message: 'not signed in' });
  const groups = groupsOf(claims);
  if (event.resource === '/profile') return answer(200, { email: claims.email, groups });
  if (!groups.some((group) => MAY_SEE_INVOICES.includes(group))) return answer(403, { message: `invoices are for ${MAY_SEE_INVOICES.join(' and ')}` });
  return answer(200, { invoices: ['2026-001', '2026-002'] });
};

/** API Gateway hands a list on as text: REST APIs as `a,b`, HTTP APIs as `[a b]`. */
function groupsOf(claims) {
  return (claims['cognito:groups'] ?? '').replace(/^\[|\]$/g, '').split(/[ ,]/).filter(Boolean);
}

function answer(statusCode, body) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
