import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { AdminCreateUserCommand, AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { deployArguments, runCdk } from '../../emulator/deploy';
import { account, region, rootCredentials } from '../../emulator/environment';
import { UserPoolPlusIdentityPool } from '../../lib';
import { one, sum } from './counts';
import { deployedExamples } from './deployed-examples';
import type { Step } from './step';

const STACK = 'Moving';
const USER = 'ada@example.com';
/** What has users, and by what CloudFormation is told which one is meant. */
const KEPT: Readonly<Record<string, (pool: string, physicalId: string) => Record<string, string>>> = {
  'AWS::Cognito::UserPool': (UserPoolId) => ({ UserPoolId }),
  'AWS::Cognito::UserPoolClient': (UserPoolId, ClientId) => ({ UserPoolId, ClientId }),
  'AWS::Cognito::UserPoolGroup': (UserPoolId, GroupName) => ({ UserPoolId, GroupName }),
  'AWS::Cognito::IdentityPool': (_pool, Id) => ({ Id }),
};

/** An app with pools under an id, or with none. */
function synthesized(outdir: string, id?: string): string {
  const stack = new Stack(new App({ outdir }), STACK, { env: { account, region } });
  new CfnOutput(stack, 'Something', { value: 'a stack must not be empty' });
  if (id !== undefined) new UserPoolPlusIdentityPool(stack, id, { groups: ['staff'] }).addSinglePageAppClient('web');
  (stack.node.root as App).synth();
  return outdir;
}

/** The third way that `BaselineCheck` names for pools whose construct was renamed, by the CDK CLI: let go of them, import them, deploy. */
export const importStep: Step = {
  name: 'pools of a renamed construct, taken in again with cdk import',
  run: async (print) => {
    const { emulator } = await deployedExamples(print);
    const settings = { region, endpoint: emulator.endpoint, credentials: rootCredentials };
    const [cloudFormation, cognito] = [new CloudFormationClient(settings), new CognitoIdentityProviderClient(settings)];
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    const cdk = (...args: string[]) => runCdk(args, { emulator, onLine: print });
    const deploy = (app: string) => cdk(...deployArguments(app, [STACK], join(folder, 'outputs.json')));
    const kept = async (): Promise<Map<string, string>> => {
      const { StackResourceSummaries = [] } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: STACK }));
      return new Map(StackResourceSummaries.filter(({ ResourceType = '' }) => ResourceType in KEPT).map(({ PhysicalResourceId = '', ResourceType = '' }) => [ResourceType, PhysicalResourceId]));
    };
    try {
      await deploy(synthesized(join(folder, 'before'), 'Auth'));
      const before = await kept();
      const UserPoolId = before.get('AWS::Cognito::UserPool') ?? '';
      await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: USER, MessageAction: 'SUPPRESS' }));
      await deploy(synthesized(join(folder, 'without')));
      const without = await kept();

      const renamed = synthesized(join(folder, 'renamed'), 'Login');
      const { Resources } = JSON.parse(readFileSync(join(renamed, `${STACK}.template.json`), 'utf8')) as { Resources: Record<string, { Type: string }> };
      const mapping = Object.entries(Resources).filter(([, { Type }]) => Type in KEPT).map(([id, { Type }]) => [id, KEPT[Type](UserPoolId, before.get(Type) ?? '')]);
      writeFileSync(join(folder, 'mapping.json'), JSON.stringify(Object.fromEntries(mapping)));
      await cdk('import', STACK, '--app', renamed, '--resource-mapping', join(folder, 'mapping.json'), '--force');
      await deploy(renamed);
      const user = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: USER }));
      return sum([
        one(before.size === Object.keys(KEPT).length),
        one(without.size === 0),
        one(JSON.stringify([...await kept()].sort()) === JSON.stringify([...before].sort())),
        one(user.Username !== undefined),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
