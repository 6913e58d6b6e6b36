import { mayHoldUnseen } from '../symbols/symbol';

/**
 * Formats of ARNs whose names and ids hold no colon: a pattern that spells another kind of resource out behind its own colons names
 * none of them, whatever a wildcard before it may stand for. People choose the names of parameters and documents, and their pages say
 * of what these are made; the others are ids that AWS makes (a prefix and hexadecimal digits, a UUID, for a session behind the name of
 * who begins it, which has no colon either).
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (Name), API_CreateDocument.html (Name),
 * API_InstanceInformation.html, API_MaintenanceWindowIdentity.html, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (names)
 */
const IDS = {
  ssm: 'association automation-execution document maintenancewindow managed-instance managed-instance-inventory opsitem parameter patchbaseline session windowtarget windowtask',
  ec2: 'instance',
  ecs: 'task',
};

const FORMATS: ReadonlySet<string> = new Set(Object.entries(IDS).flatMap(([service, kinds]) => kinds.split(' ').map((kind) => `arn:*:${service}:*:*:${kind}/*`)));

/**
 * An automation is named with its version, which is a number or begins with a dollar sign.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DocumentDefaultVersionDescription.html (DefaultVersion)
 */
const DEFINITION = 'arn:*:ssm:*:*:automation-definition/*:*';
const VERSIONS = [...'$123456789'].map((first) => `${DEFINITION.slice(0, -1)}${first}*`);

/**
 * The name of a function, and of a version or an alias behind it, hold no colon.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (FunctionName, Qualifier)
 */
const LONGER_THAN_FUNCTIONS = 'arn:*:*:*:*:*:*:*:*';

/** Formats of ARNs, with patterns of the texts that match them and are no such ARNs. */
export interface RealArns {
  readonly formats: readonly string[];
  readonly except: readonly string[];
}

/**
 * @param formats formats of ARNs
 * @returns the same formats, apart by how many colons their ARNs have
 */
export function byColons(formats: readonly string[]): RealArns[] {
  const plain = formats.filter((format) => FORMATS.has(format));
  const other = formats.filter((format) => !FORMATS.has(format) && format !== DEFINITION);
  return [
    ...(other.length > 0 || formats.length === 0 ? [{ formats: other, except: [] }] : []),
    ...(plain.length > 0 ? [{ formats: plain, except: ['*:*:*:*:*:*:*'] }] : []),
    ...(formats.includes(DEFINITION) ? [{ formats: VERSIONS, except: ['*:*:*:*:*:*:*:*', '*:*:*:*:*:*:*/*'] }] : []),
  ];
}

/**
 * @param resource a pattern of ARNs of which the service is known
 * @returns patterns of texts that match it, and that nothing is called
 */
export function namesOfNothing(resource: string): string[] {
  const [, before] = /^(arn:[^:*?]*:)lambda:/.exec(resource) ?? [];
  return before === undefined || mayHoldUnseen(before, ':') ? [] : [LONGER_THAN_FUNCTIONS];
}

/**
 * Kinds of resources in whose ARNs no name holds a colon with anything behind it that is spelled like another resource: a wildcard for
 * the Region or the account names none of theirs beyond its own field. Not so functions and executions: one may be called `function`.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html, and of each service the page of
 * what makes or names its resources: appsync API_CreateGraphqlApi, cognito-idp API_UserPoolType (Id), events API_PutRule (Name), firehose
 * API_CreateDeliveryStream, geo API_CreateMap, kinesis API_CreateStream and API_RegisterStreamConsumer, kms API_CreateAlias, logs
 * API_CreateLogGroup and API_CreateLogStream, secretsmanager API_CreateSecret, sqs API_CreateQueue.
 */
const NAMED_WITHOUT = [
  'appsync:R:apis/', 'cognito-idp:R:userpool/', 'dynamodb:R:table/', 'events:R:(?:event-bus|rule)/', 'firehose:R:deliverystream/', 'geo:R:[a-z-]+/', 'kinesis:R:stream/', 'kms:R:(?:alias|key)/', 'logs:R:log-group:',
  'secretsmanager:R:secret:', 'sqs:R:[A-Za-z0-9]',
];
/** Digits, wildcards, or what only the deployment knows: another word in the place of the account is the beginning of a name. */
const ACCOUNT = '[\\d*?\\p{Co}]*';
const NAMES_SOMETHING = new RegExp(`^arn:[^:]*:(?:${NAMED_WITHOUT.join('|').replaceAll('R', `[^:]*:${ACCOUNT}`)})`, 'u');
const STATES_ITS_ACCOUNT = new RegExp(`^arn:[^:]*:[^:]*:[^:]*:${ACCOUNT}:`, 'u');

/**
 * @param text a pattern of ARNs, as a policy spells it
 * @returns whether what it names lies within the fields that it spells out, whatever a wildcard in one of them may stand for
 */
export function namesWithinFields(text: string): boolean {
  return NAMES_SOMETHING.test(text);
}

/**
 * @param text a pattern of ARNs, as a policy spells it
 * @returns whether an account, or a wildcard for it, stands where an account belongs
 */
export function statesItsAccount(text: string): boolean {
  return STATES_ITS_ACCOUNT.test(text);
}
