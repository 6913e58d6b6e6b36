import type { CfnUserPool, IUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnResource, Stack, Token } from 'aws-cdk-lib/core';
import type { ValidationIssue } from '../private/errors';

/**
 * The issuer that the tokens of a user pool name, and the address of the keys that verify them.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html#user-pool-oidc-issuer
 */
export enum UserPoolIssuer {
  /** `https://cognito-idp.<region>.amazonaws.com/<pool id>`, of one Region. */
  ORIGINAL = 'ORIGINAL',
  /** `https://issuer-cognito-idp.<region>.amazonaws.com/<pool id>`, with its keys in several Regions. */
  UPDATED = 'UPDATED',
}

/** The issuer as it stands in tokens. */
export function issuerUrl(userPool: IUserPool, issuer: UserPoolIssuer): string {
  const { region, urlSuffix } = Stack.of(userPool);
  return issuer === UserPoolIssuer.UPDATED ? `https://issuer-cognito-idp.${region}.${urlSuffix}/${userPool.userPoolId}` : `https://${userPool.userPoolProviderName}`;
}

/** The updated issuer; not in the L1 of older releases of the CDK. */
export function useUpdatedIssuer(userPool: UserPool): void {
  (userPool.node.defaultChild as CfnUserPool).addPropertyOverride('IssuerConfiguration.Type', UserPoolIssuer.UPDATED);
}

/** A resource that takes tokens of the original issuer alone: which, by which of its properties, and how it names the pool there. */
interface TakesOriginal {
  readonly what: string;
  readonly property: string;
  readonly attribute: string;
}

const PROVIDER = 'Provider(Name|URL)';

/** What AWS says does not take the updated issuer, what names the original one, and identity pools, of which AWS says nothing. */
const TAKES_ORIGINAL: { readonly [type: string]: TakesOriginal } = {
  'AWS::ApiGateway::Authorizer': { what: 'a Cognito authorizer of API Gateway, which AWS says does not take it', property: 'providerArns', attribute: 'Arn' },
  'AWS::ElasticLoadBalancingV2::Listener': { what: 'a load balancer, which AWS says does not take it', property: 'defaultActions', attribute: 'Arn' },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { what: 'a load balancer, which AWS says does not take it', property: 'actions', attribute: 'Arn' },
  'AWS::ApiGatewayV2::Authorizer': { what: 'an authorizer that names the original issuer', property: 'jwtConfiguration', attribute: PROVIDER },
  'AWS::Lambda::Function': { what: 'a function that is told the original issuer', property: 'environment', attribute: PROVIDER },
  'AWS::Cognito::IdentityPool': { what: 'an identity pool, of which AWS does not say whether it takes it', property: 'cognitoIdentityProviders', attribute: PROVIDER },
};

/** What in the app would refuse the tokens of the updated issuer. */
export function updatedIssuerIssues(userPool: UserPool): ValidationIssue[] {
  return userPool.node.root.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).flatMap((resource) => {
    const takes = TAKES_ORIGINAL[resource.cfnResourceType];
    const value: unknown = takes && Stack.of(resource).resolve((resource as unknown as Record<string, unknown>)[takes.property]);
    if (!value || !namesPool(userPool, resource, takes.attribute).test(JSON.stringify(value))) return [];
    return [{
      code: 'updated-issuer',
      received: `the pool has the updated issuer, and ${resource.node.path} is ${takes.what}`,
      fix: "leave 'issuer' and 'replicaRegion' out, or verify the tokens by 'issuerUrl' with an authorizer of your own",
    }];
  });
}

/** How a property of a resource names the pool: by logical id in its own stack, elsewhere by what the CDK makes of it: imports, parameters, outputs. */
function namesPool(userPool: UserPool, resource: CfnResource, attribute: string): RegExp {
  const { stackName } = Stack.of(userPool);
  const id = Stack.of(userPool).getLogicalId(userPool.node.defaultChild as CfnUserPool);
  const here = Stack.of(resource) === Stack.of(userPool);
  return new RegExp(here ? `"${id}"\\s*,\\s*"${attribute}` : `"(${Token.isUnresolved(stackName) ? '' : `${stackName}:Exports|`}referenceto|Outputs\\.)[^"]*${id}${attribute}`);
}
