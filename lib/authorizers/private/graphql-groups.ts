import type { CfnGraphQLApi, CfnGraphQLSchema } from 'aws-cdk-lib/aws-appsync';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { ValidationIssue } from '../../private/errors';
import { withoutText } from '../../private/graphql-schema';
import { correction } from '../../text/nearest';

/** What is wrong with a GraphQL API, and where. */
interface GraphqlIssue {
  readonly issue: ValidationIssue;
  readonly at: IConstruct;
}

/** The groups of the user pools that guard GraphQL APIs of one app, by user pool id. */
export type GroupsByUserPool = ReadonlyMap<string, () => string[]>;

/** What is wrong with the GraphQL APIs whose callers sign in at these user pools. */
export function graphqlIssues(app: IConstruct, groupsOf: GroupsByUserPool): GraphqlIssue[] {
  const resources = app.node.findAll().filter((node) => CfnResource.isCfnResource(node));
  const apis = resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::AppSync::GraphQLApi') as CfnGraphQLApi[];
  const schemas = resources.filter(({ cfnResourceType }) => cfnResourceType === 'AWS::AppSync::GraphQLSchema') as CfnGraphQLSchema[];
  return apis.flatMap((api) => {
    const userPools = userPoolsOf(api);
    if (!userPools.some((id) => groupsOf.has(id))) return [];
    // A directive does not say of which user pool its groups are, so those of all count, and nothing can be said where one is unknown.
    const groups = userPools.every((id) => groupsOf.has(id)) ? userPools.flatMap((id) => groupsOf.get(id)?.() ?? []) : undefined;
    const own = schemas.filter(({ apiId }) => apiId === api.attrApiId);
    return [...modeIssues(api), ...own.flatMap((schema) => [...directiveIssues(api, schema), ...(groups ? groupIssues(schema, groups) : [])])];
  });
}

function userPoolsOf(api: CfnGraphQLApi): string[] {
  return [api, ...list(api.additionalAuthenticationProviders)]
    .map(({ userPoolConfig }) => (userPoolConfig as CfnGraphQLApi.CognitoUserPoolConfigProperty | undefined)?.userPoolId)
    .filter((id) => id !== undefined);
}

function modeIssues(api: CfnGraphQLApi): GraphqlIssue[] {
  const { defaultAction } = api.userPoolConfig as CfnGraphQLApi.UserPoolConfigProperty | undefined ?? {};
  if (defaultAction !== 'DENY' || list(api.additionalAuthenticationProviders).length === 0) return [];
  return [{
    at: api,
    issue: {
      code: 'deny-with-several-modes',
      received: 'an API with several authorization modes, the default of which denies what no group directive allows',
      fix: 'use allowByDefault(), and put @aws_cognito_user_pools(cognito_groups: [...]) on the types: AppSync takes denyByDefault() for an API with one mode only',
    },
  }];
}

function directiveIssues(api: CfnGraphQLApi, schema: CfnGraphQLSchema): GraphqlIssue[] {
  if (list(api.additionalAuthenticationProviders).length === 0 || !/@aws_auth\b/.test(withoutText(schema.definition))) return [];
  return [{
    at: schema,
    issue: {
      code: 'aws-auth-with-several-modes',
      received: 'the schema keeps something for groups with @aws_auth, which AppSync heeds only where an API has one authorization mode',
      fix: 'write @aws_cognito_user_pools(cognito_groups: [...]) instead, which takes the same arguments',
    },
  }];
}

function groupIssues(schema: CfnGraphQLSchema, groups: string[]): GraphqlIssue[] {
  const unknown = groupsIn(schema.definition ?? '').filter((group) => !groups.includes(group));
  return unknown.length === 0 ? [] : [{
    at: schema,
    issue: {
      code: 'unknown-group',
      received: `the schema lets the groups ${unknown.join(', ')} through, which are not among the groups of the pool (${groups.join(', ') || 'none'})`,
      fix: correction(unknown[0], groups, "add the group with 'groups' or addGroup"),
    },
  }];
}

function groupsIn(definition: string): string[] {
  const lists = [...withoutText(definition).matchAll(/cognito_groups\s*:\s*(?:\[([^\]]*)\]|("[^"]*"))/g)].map(([, several, one]) => several ?? one);
  return [...new Set(lists.flatMap((text) => [...text.matchAll(/"([^"]*)"/g)].map(([, group]) => group)))];
}

function list(providers: CfnGraphQLApi['additionalAuthenticationProviders']): CfnGraphQLApi.AdditionalAuthenticationProviderProperty[] {
  return Array.isArray(providers) ? providers as CfnGraphQLApi.AdditionalAuthenticationProviderProperty[] : [];
}
