const { relative } = require('node:path');

// A unit test of a construct fails for its own reason: the proof at synth is off in it, and its templates are proved by tests of their
// own (*-proof.test.ts, test/proof, the examples). PROOF_AT_SYNTH=on proves what unit tests synthesize as well, which `npm run complete` does.
const UNITS = /^(?:(?:app-client|authorizers|client|federation|grants|identity-pool|managed-login|mapping|moving-in|sign-in|user-pool)\/)?[^/]+(?<!-proof)\.test\.ts$/;

const test = relative(__dirname, expect.getState().testPath);
process.env.CDK_CONTEXT_JSON ??= JSON.stringify({
  // Where each resource was made is written down by the CDK, for nobody here: a third of the time of such tests.
  'aws:cdk:disable-creation-stack-traces': true,
  ...(process.env.PROOF_AT_SYNTH !== 'on' && UNITS.test(test) && { 'cdk-cognito-pools:proof': 'off' }),
});
