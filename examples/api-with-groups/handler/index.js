// The authorizer has verified the token; what is left to decide is what its groups may see.
const { Caller, NoCallerError, NotAllowedError } = require('cdk-cognito-pools/claims');

const trusted = { issuer: process.env.ISSUER, groups: process.env.GROUPS.split(' ') };

exports.handler = async (event) => {
  try {
    return answer(200, contentOf(event.resource, Caller.fromRestApi(event, trusted)));
  } catch (error) {
    if (error instanceof NoCallerError) return answer(401, { message: 'not signed in' });
    if (error instanceof NotAllowedError) return answer(403, { message: error.message });
    throw error;
  }
};

function contentOf(resource, caller) {
  if (resource === '/invoices') {
    caller.requireGroup('administrators', 'accounting');
    return { invoices: ['2026-001', '2026-002'] };
  }
  if (resource === '/settings') return { currency: 'EUR' };
  return { email: caller.claims.email, groups: caller.groups };
}

function answer(statusCode, body) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
