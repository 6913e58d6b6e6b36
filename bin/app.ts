// The app of cdk.json: every example, as a stack of the name of its folder.
import { App } from 'aws-cdk-lib/core';
import { examples } from '../examples';
import { prepareForRealAccount, REAL_ACCOUNT } from '../examples/support/real-account';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
const isReal = app.node.tryGetContext(REAL_ACCOUNT.context) === 'true';
for (const [name, ExampleStack] of Object.entries(examples)) {
  const stack = new ExampleStack(app, name, { env, ...(isReal && { stackName: `${REAL_ACCOUNT.prefix}${name}` }) });
  if (isReal) prepareForRealAccount(stack);
}
