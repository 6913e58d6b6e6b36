import type { Change } from './changes';
import { isMap, same } from './changes';

/** What Cognito does with a change that CloudFormation calls an update in place. */
export const REFUSED = 'Cognito refuses the change and the deployment fails; with a new logical id instead, all users or identities would be lost';

/** The attributes that every user pool has, whether its template names them or not. */
const STANDARD = new Set([
  'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number',
  'phone_number_verified', 'picture', 'preferred_username', 'profile', 'sub', 'updated_at', 'website', 'zoneinfo',
]);

/**
 * Attributes may be added. Those that are there cannot be changed: not whether they are required, nor whether they can be changed.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export function schemaChanges(_name: string, was: unknown, is: unknown): Change[] {
  const [before, after] = [was, is].map(attributesOf);
  const lost = [...before].filter(([name, attribute]) => !same(after.get(name) ?? standard(name), attribute));
  const tightened = [...after].filter(([name, attribute]) => !before.has(name) && STANDARD.has(name) && !same(attribute, standard(name)));
  return [...lost.map(([name]) => `the attribute '${name}' is changed or removed`), ...tightened.map(([name, attribute]) => `the attribute '${name}' becomes ${traits(attribute)}`)]
    .map((what) => ({ what, impact: REFUSED }));
}

/** A standard attribute is text whether the template says so or not (aws/aws-cdk#8585), and has limits of its own. */
function attributesOf(schema: unknown): Map<string, { readonly [key: string]: unknown }> {
  const attributes = Array.isArray(schema) ? schema.filter(isMap) : [];
  return new Map(attributes.map((attribute) => {
    const name = typeof attribute.Name === 'string' ? attribute.Name : JSON.stringify(attribute.Name) ?? '';
    return [name, { AttributeDataType: 'String', ...standard(name), ...attribute }];
  }));
}

/** A standard attribute that the template does not name. */
function standard(name: string): { readonly [key: string]: unknown } | undefined {
  return STANDARD.has(name) ? { Name: name, AttributeDataType: name === 'updated_at' ? 'Number' : 'String', Mutable: true, Required: false } : undefined;
}

function traits({ Mutable, Required }: { readonly [key: string]: unknown }): string {
  const words = [...(String(Required) === 'true' ? ['required'] : []), ...(String(Mutable) === 'false' ? ['immutable'] : [])];
  return words.join(' and ') || 'another';
}
