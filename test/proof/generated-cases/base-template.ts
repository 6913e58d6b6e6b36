import type { Finding } from '../../../lib/proof/findings/finding';
import { examineTemplates } from '../../../lib/proof/prove';
import { arn, document, ref } from '../rules/plain-app';
import { trust } from '../photo-app';

/** A promise of the template as a whole, in the form that constructs record. */
export type Promised = Readonly<Record<string, unknown>>;

const providerName = { 'Fn::GetAtt': ['UserPool', 'ProviderName'] };

/**
 * A user pool, an identity pool for signed-in users only, and their role.
 *
 * @param statements what the role is granted
 * @param resources what else there is
 * @param properties what is promised
 * @returns the template
 */
export function baseTemplate(statements: readonly object[], resources: Readonly<Record<string, object>> = {}, properties: readonly Promised[] = []): Record<string, unknown> {
  return JSON.parse(JSON.stringify({
    ...(properties.length > 0 && { Metadata: { 'cdk-cognito-pools': { version: 1, properties } } }),
    Resources: {
      UserPool: { Type: 'AWS::Cognito::UserPool', Properties: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('UserPool'), WriteAttributes: ['email'] } },
      Pool: {
        Type: 'AWS::Cognito::IdentityPool',
        Properties: { AllowUnauthenticatedIdentities: false, AllowClassicFlow: false, CognitoIdentityProviders: [{ ProviderName: providerName, ClientId: ref('Client'), ServerSideTokenCheck: true }] },
      },
      AuthRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('authenticated', ref('Pool')) } },
      AuthPolicy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'granted', Roles: [ref('AuthRole')], PolicyDocument: document(...statements) } },
      Attach: { Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { IdentityPoolId: ref('Pool'), Roles: { authenticated: arn('AuthRole') } } },
      ...resources,
    },
  })) as Record<string, unknown>;
}

/**
 * @param body a template
 * @returns all findings about it
 */
export function findingsOf(body: Record<string, unknown>): Finding[] {
  return examineTemplates([{ file: 'generated.json', body }], () => undefined);
}
