import type { CfnGraphQLSchema, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { AuthorizationType } from 'aws-cdk-lib/aws-appsync';
import { CfnResource, Token } from 'aws-cdk-lib/core';
import { CognitoPoolsError, shown } from '../../private/errors';
import { nearest } from '../../text/nearest';

/** The directives that say whom a type or a field lets in; without one it is the default of the API. */
const MODES = ['@aws_iam', '@aws_api_key', '@aws_oidc', '@aws_cognito_user_pools', '@aws_lambda'];

/** The directives of a type, and of each of its fields by name. */
interface GraphqlType {
  readonly directives: string[];
  readonly fields: Map<string, string[]>;
}

/**
 * Refuses fields that the schema does not have, and those that do not let signed requests in. A schema that is not known at synth, and
 * that of an API which merges others, say nothing.
 */
export function checkFields(api: GraphqlApi, typeName: string, fieldNames: string[]): void {
  const definition = definitionOf(api);
  if (definition === undefined) return;
  const types = typesIn(definition);
  const type = types.get(typeName);
  if (!type) throw unknown(api, `no type ${shown(typeName)}`, typeName, [...types.keys()]);
  for (const name of fieldNames) {
    const directives = type.fields.get(name);
    if (!directives) throw unknown(api, `no field ${shown(name)} in '${typeName}'`, name, [...type.fields.keys()]);
    const [modes = []] = [directives, type.directives].map((all) => all.filter((one) => MODES.includes(one))).filter((all) => all.length > 0);
    if (modes.length === 0 ? api.modes[0] === AuthorizationType.IAM : modes.includes('@aws_iam')) continue;
    throw new CognitoPoolsError({
      code: 'iam-authorization-required',
      received: `the field '${typeName}.${name}' lets in ${modes.join(', ') || `the default of the API, ${api.modes[0]}`}`,
      fix: 'put @aws_iam on the field, or on its type, in the schema',
    }, api);
  }
}

function unknown(api: GraphqlApi, what: string, name: string, there: string[]): CognitoPoolsError {
  const near = nearest(name, there);
  return new CognitoPoolsError({
    code: 'unknown-field',
    received: `the schema has ${what}`,
    fix: near === undefined ? `name one of those that it has: ${there.slice(0, 10).join(', ') || 'none'}` : `did you mean '${near}'?`,
  }, api);
}

function definitionOf(api: GraphqlApi): string | undefined {
  const schema = api.node.findAll().find((node) => CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::AppSync::GraphQLSchema') as CfnGraphQLSchema | undefined;
  return schema?.definition === undefined || Token.isUnresolved(schema.definition) ? undefined : schema.definition;
}

/** The object types of a schema, what extends them included. */
function typesIn(definition: string): Map<string, GraphqlType> {
  const tokens = (definition.match(/"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|@?[A-Za-z_]\w*|[{}():]/g) ?? []).filter((token) => !/^["#]/.test(token));
  const types = new Map<string, GraphqlType>();
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] === '{' || tokens[at] === '(') at = endOf(tokens, at);
    else if (tokens[at] === 'type' && tokens[at + 1] !== undefined) at = readType(tokens, at + 1, types);
  }
  return types;
}

/** Reads a type whose name stands at an index; the index of its last token. */
function readType(tokens: string[], start: number, types: Map<string, GraphqlType>): number {
  const type = types.get(tokens[start]) ?? { directives: [], fields: new Map<string, string[]>() };
  types.set(tokens[start], type);
  let at = start + 1;
  for (; at < tokens.length && tokens[at] !== '{'; at++) {
    if (['type', 'extend', 'input', 'interface', 'enum', 'union', 'scalar', 'schema', 'directive'].includes(tokens[at])) return at - 1;
    if (tokens[at] === '(') at = endOf(tokens, at);
    else if (tokens[at].startsWith('@')) type.directives.push(tokens[at]);
  }
  const end = endOf(tokens, at);
  let directives: string[] = [];
  for (at++; at < end; at++) {
    if (tokens[at].startsWith('@')) directives.push(tokens[at]);
    else if (tokens[at] === '(') at = endOf(tokens, at);
    else if ([':', '('].includes(tokens[at + 1]) && tokens[at] !== ':') type.fields.set(tokens[at], directives = []);
  }
  return end;
}

/** Where what opens at an index is closed. */
function endOf(tokens: string[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    if (/[{(]/.test(tokens[at])) depth++;
    else if (/[})]/.test(tokens[at]) && --depth === 0) return at;
  }
  return tokens.length;
}
