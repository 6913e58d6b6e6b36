// The app of cdk.json: every example, as a stack of the name of its folder.
import { App } from 'aws-cdk-lib/core';
import { examples } from '../examples';

const app = new App();
const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
for (const [name, ExampleStack] of Object.entries(examples)) new ExampleStack(app, name, { env });
