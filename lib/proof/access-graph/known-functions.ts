import { sha256 } from '../../text/sha256';
import { compareTexts } from '../iam/match';
import type { Resource } from '../template/reader';
import { isMap, textOf, type Value } from '../template/value';
import type { PolicyIndex } from './policy-index';
import type { Role, Roles } from './roles';

/**
 * Functions whose code stands in templates word for word, by its SHA-256: those by which Amplify's first generation writes the trust
 * policies of its two roles, when the id of the identity pool is known. They do nothing else. Of the five versions that were published,
 * these leave no open trust policy behind when they are taken away; the others take the conditions off
 * (https://nvd.nist.gov/vuln/detail/CVE-2024-28056), and CloudFormation calls them so after an update as well.
 */
const WRITES_TRUST_OF_AMPLIFY: ReadonlySet<string> = new Set([
  '57146c07001adeaa72326de91d50df0ceff6ddce8960e30a8d1f3b0527d9bd09',
  '4d8cbd4c7a100f8482e0b462b982373caf8588c549ae0fd9e1d7aa45f882d308',
]);

/** The SHA-256 of code, without the margins of its lines, which differ with the template. */
function hashOf(code: string): string {
  const lines = code.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return sha256(lines.join('\n'));
}

/** The code of a function that runs as it stands in the template: a layer or a variable could put other code in its place. */
function codeOf({ properties }: Resource): string | undefined {
  const code = properties.get('Code');
  if (properties.get('Layers') !== undefined || properties.get('Environment') !== undefined || textOf(properties.get('Handler')) !== 'index.handler') return undefined;
  return isMap(code) ? textOf(code.ZipFile) : undefined;
}

/** What is given to people with the sign-in method by the pool, as the function writes it. */
function trustIn(pool: Value, method: string): Value {
  const service = 'cognito-identity.amazonaws.com';
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Principal: { Federated: service }, Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${service}:aud`]: pool }, 'ForAnyValue:StringLike': { [`${service}:amr`]: method } },
    }],
  };
}

/**
 * The roles as a custom resource leaves them whose function is known word for word.
 *
 * @param custom the custom resource
 * @param functions the functions that it may run
 * @param roles the roles of the templates
 * @param index where policies are read
 * @param known the SHA-256 of the code that is known
 * @returns the roles, by what they were before; undefined where it is not known what it does
 */
export function trustWrittenBy(custom: Resource, functions: readonly Resource[], roles: Roles, index: PolicyIndex, known = WRITES_TRUST_OF_AMPLIFY): Map<Role, Role> | undefined {
  const [running] = functions;
  const code = running === undefined ? undefined : codeOf(running);
  if (functions.length !== 1 || code === undefined || !known.has(hashOf(code)) || compareTexts(running.arn, textOf(custom.properties.get('ServiceToken')) ?? '') !== 'yes') return undefined;
  const pool = textOf(custom.properties.get('idpId'));
  const result = new Map<Role, Role>();
  for (const [property, method] of [['authRoleName', 'authenticated'], ['unauthRoleName', 'unauthenticated']]) {
    const name = textOf(custom.properties.get(property));
    const role = roles.all().find(({ resource }) => resource?.ref === name && resource?.account === custom.account);
    if (pool === undefined || role === undefined || result.has(role)) return undefined;
    result.set(role, { ...role, trust: index.read(custom, `Properties.${property}`, trustIn(pool, method), { kind: 'trust' }) });
  }
  return result;
}
