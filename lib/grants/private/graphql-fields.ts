import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { AuthorizationType, CfnGraphQLSchema } from 'aws-cdk-lib/aws-appsync';
import { CognitoPoolsError, shown } from '../../private/errors';
import { graphqlTypes } from '../../private/graphql-schema';
import { isKnown } from '../../private/tokens';
import { correction } from '../../text/nearest';

/** The directives by which a field or type is for callers of other authorization modes. */
const OF_OTHER_MODES = ['aws_api_key', 'aws_oidc', 'aws_cognito_user_pools', 'aws_lambda'];

/** Refuses fields that nobody could use with AWS credentials: those that are not in the schema, and those that it keeps for other authorization modes. */
export function checkFields(api: GraphqlApi, typeName: string, fieldNames: string[]): void {
  const definition = definitionOf(api);
  if (definition === undefined) return;
  const types = graphqlTypes(definition);
  const type = types.get(typeName);
  if (type === undefined) {
    throw new CognitoPoolsError({
      code: 'unknown-type',
      received: `the type ${shown(typeName)} is not among those of the schema (${[...types.keys()].join(', ') || 'none'})`,
      fix: correction(typeName, [...types.keys()], 'add it to the schema: a grant on what is not there would look right and let nobody in'),
    }, api);
  }
  for (const fieldName of fieldNames.filter((name) => name !== '*')) checkField(api, { typeName, fieldName, directives: type.directives, field: type.fields.get(fieldName), names: [...type.fields.keys()] });
}

interface Field {
  readonly typeName: string;
  readonly fieldName: string;
  readonly directives: string[];
  readonly field: string[] | undefined;
  readonly names: string[];
}

function checkField(api: GraphqlApi, { typeName, fieldName, directives, field, names }: Field): void {
  if (field === undefined) {
    throw new CognitoPoolsError({
      code: 'unknown-field',
      received: `the field ${shown(fieldName)} is not among those of the type '${typeName}' (${names.join(', ') || 'none'})`,
      fix: correction(fieldName, names, 'add it to the schema: a grant on what is not there would look right and let nobody in'),
    }, api);
  }
  // Directives of the field count before those of its type; without any, the default mode of the API does.
  const modes = [field, directives].map((all) => all.filter((name) => name === 'aws_iam' || OF_OTHER_MODES.includes(name))).find((all) => all.length > 0);
  if (modes === undefined ? api.modes[0] === AuthorizationType.IAM : modes.includes('aws_iam')) return;
  throw new CognitoPoolsError({
    code: 'field-without-iam',
    received: `the schema lets callers of '${typeName}.${fieldName}' in by ${modes === undefined ? `the default mode ${api.modes[0]}` : modes.map((name) => `@${name}`).join(' and ')} alone`,
    fix: `write @aws_iam on the field or on the type '${typeName}' of the schema, and on the types that the field returns`,
  }, api);
}

/** The text of the schema, where it is known yet. */
function definitionOf(api: GraphqlApi): string | undefined {
  const schema = api.node.children.find((child) => child instanceof CfnGraphQLSchema);
  const definition = schema?.definition;
  return definition !== undefined && isKnown(definition) ? definition : undefined;
}
