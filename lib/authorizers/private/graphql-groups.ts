import type { CfnGraphQLApi, CfnGraphQLSchema } from 'aws-cdk-lib/aws-appsync';
import { CfnResource, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { Complaint } from '../../private/errors';

/** What is wrong with a GraphQL API, and where. */
interface GraphqlComplaint {
  readonly complaint: Complaint;
  readonly at: IConstruct;
}

/** What is wrong with the GraphQL APIs whose callers sign in at this user pool. */
export function graphqlComplaints(app: IConstruct, userPoolId: string, groups: string[]): GraphqlComplaint[] {
  const resources = app.node.findAll().filter((node) => CfnResource.isCfnResource(node));
  const apis = resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::AppSync::GraphQLApi') as CfnGraphQLApi[];
  const schemas = resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::AppSync::GraphQLSchema') as CfnGraphQLSchema[];
  return apis.filter((api) => takesTokensOf(api, userPoolId)).flatMap((api) => [
    ...modeComplaints(api),
    ...schemas.filter(({ apiId }) => apiId === api.attrApiId).flatMap((schema) => groupComplaints(schema, groups)),
  ]);
}

function takesTokensOf(api: CfnGraphQLApi, userPoolId: string): boolean {
  const additional = list(api.additionalAuthenticationProviders);
  return (api.userPoolConfig as CfnGraphQLApi.UserPoolConfigProperty | undefined)?.userPoolId === userPoolId
    || additional.some(({ userPoolConfig }) => (userPoolConfig as CfnGraphQLApi.CognitoUserPoolConfigProperty | undefined)?.userPoolId === userPoolId);
}

function modeComplaints(api: CfnGraphQLApi): GraphqlComplaint[] {
  const { defaultAction } = api.userPoolConfig as CfnGraphQLApi.UserPoolConfigProperty | undefined ?? {};
  if (defaultAction !== 'DENY' || list(api.additionalAuthenticationProviders).length === 0) return [];
  return [{
    at: api,
    complaint: {
      code: 'deny-with-several-modes',
      received: 'an API with several authorization modes, the default of which denies what no group directive allows',
      fix: 'use everybody(), and put @aws_cognito_user_pools(cognito_groups: [...]) on the types: AppSync takes groupMembers() for an API with one mode only',
    },
  }];
}

function groupComplaints(schema: CfnGraphQLSchema, groups: string[]): GraphqlComplaint[] {
  const unknown = groupsIn(schema.definition ?? '').filter((group) => !groups.includes(group));
  return unknown.length === 0 ? [] : [{
    at: schema,
    complaint: {
      code: 'unknown-group',
      received: `the schema lets the groups ${unknown.join(', ')} through, which are not among the groups of the pool (${groups.join(', ') || 'none'})`,
      fix: "correct the name in the schema, or add the group with 'groups' or addGroup",
    },
  }];
}

/** Strings and comments of the schema language are told apart, so that a directive in a description counts for nothing. */
function groupsIn(definition: string): string[] {
  if (Token.isUnresolved(definition)) return [];
  const withoutText = definition.replace(/"""[\s\S]*?"""|#[^\n]*/g, '');
  const lists = [...withoutText.matchAll(/cognito_groups\s*:\s*(?:\[([^\]]*)\]|("[^"]*"))/g)].map(([, several, one]) => several ?? one);
  return [...new Set(lists.flatMap((text) => [...text.matchAll(/"([^"]*)"/g)].map(([, group]) => group)))];
}

function list(providers: CfnGraphQLApi['additionalAuthenticationProviders']): CfnGraphQLApi.AdditionalAuthenticationProviderProperty[] {
  return Array.isArray(providers) ? providers as CfnGraphQLApi.AdditionalAuthenticationProviderProperty[] : [];
}
