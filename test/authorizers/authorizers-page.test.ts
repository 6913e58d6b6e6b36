import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import * as cdk from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as authorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as ts from 'typescript';
import * as library from '../../lib';
import { AUTHORIZERS, CASES } from '../emulator/authorizers/authorizers';
import { stackOf, Template } from '../support/stacks';

const PAGE = readFileSync(join(__dirname, '../../docs/authorizers.md'), 'utf8');
const SCHEMA = join(__dirname, '../grants/orders.graphql');

interface Snippet {
  readonly section: string;
  readonly code: string;
  readonly promised: string[];
}

const snippets: Snippet[] = PAGE.split(/^## /m).flatMap((section) => [...section.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => ({
  section: section.startsWith('#') ? 'Authorizers' : section.split('\n')[0],
  code,
  promised: [...(/\*\*You get\*\*.*/.exec(section)?.[0] ?? '').matchAll(/`(AWS::\w+::\w+)`/g)].map(([, type]) => type),
})));

/** What the snippets may take for granted: a pool with groups and scopes, back ends, a load balancer. */
function dependencies(stack: cdk.Stack, section: string): Record<string, unknown> {
  const auth = new library.UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance', 'it'] });
  auth.addResourceServer('orders', { scopes: { read: 'read orders', write: 'write orders' } });
  auth.addSinglePageAppClient('web');
  return {
    auth, schema: SCHEMA,
    integration: new apigateway.MockIntegration(),
    httpIntegration: new HttpUrlIntegration('Back', 'https://back.example.com/'),
    ...(section === 'Load balancer' && balancer(stack)),
    ...(section === 'AWS credentials' && {
      graphql: new appsync.GraphqlApi(stack, 'Graphql', {
        name: 'products', definition: appsync.Definition.fromFile(SCHEMA), authorizationConfig: { defaultAuthorization: { authorizationType: appsync.AuthorizationType.IAM } },
      }),
    }),
  };
}

function balancer(stack: cdk.Stack): Record<string, unknown> {
  const vpc = new Vpc(stack, 'Vpc', { natGateways: 0 });
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/a');
  return {
    listener: new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', { port: 443, certificates: [certificate] }),
    targets: new elb.ApplicationTargetGroup(stack, 'Targets', { vpc, port: 80 }),
  };
}

test.each(snippets)('what $section says can be written, and gives what it says', ({ section, code, promised }) => {
  const stack = stackOf('eu-west-1');
  const known = { ...cdk, ...elb, ...appsync, ...authorizers, ...apigatewayv2, ...apigateway, ...library, ...dependencies(stack, section) };
  const names = Object.keys(known).filter((name) => new RegExp(`\\b${name}\\b`).test(code) && !new RegExp(`\\b(const|\\[)\\s*${name}\\b`).test(code));
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  compileFunction(outputText, names).apply(stack, names.map((name) => known[name as keyof typeof known]));
  const types = Object.values((Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> }).Resources).map(({ Type }) => Type);
  expect(types).toEqual(expect.arrayContaining(promised));
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('open-method'));
});

test('every authorizer is on the page, with a snippet and what it gives', () => {
  expect(snippets.map(({ section, promised }) => `${section}: ${promised.length > 0}`)).toEqual([
    'Authorizers: false', 'REST API: true', 'HTTP API: true', 'Groups in the authorizer: true', 'GraphQL API: true', 'Load balancer: true', 'AWS credentials: true',
  ]);
});

test('the table of what was tried is what is tried', () => {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  expect(PAGE).toContain(row(['authorizer', ...CASES]));
  for (const { name, refuses } of AUTHORIZERS) expect(PAGE).toContain(row([name, ...CASES.map((kind) => (refuses.includes(kind) ? '✗' : '✓'))]));
});
