const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = async () => {
  await import('../scripts/bundle-lambda.mjs');
  await import('../scripts/bundle-report-page.mjs');
  // Every app that is synthesized without a folder of its own leaves one behind: all of them stand in one that is taken away at the end.
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'cdk-cognito-pools-test-'));
};
