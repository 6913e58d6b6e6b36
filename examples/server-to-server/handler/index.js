// The authorizer has verified token and scope; what is left is to know which server calls.
const { Caller } = require('cdk-cognito-pools/claims');

exports.handler = async (event) => {
  const caller = Caller.fromHttpApi(event, { issuer: process.env.ISSUER });
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ orders: ['2026-001'], client: caller.sub, scopes: caller.scopes }) };
};
