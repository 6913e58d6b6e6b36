import type { UserPool } from '../access-graph/user-pools';
import { all, type Tri } from '../iam/tri';
import { textOf } from '../template/value';

/** Attributes that a user pool can verify. */
export const VERIFIABLE: ReadonlySet<string> = new Set(['email', 'phone_number']);

/** Whether people must show that an address is theirs before it counts, and why that is not certain. */
export interface Verification {
  readonly verified: Tri;
  /** Set where it is not certain. */
  readonly reason?: string;
}

/** Where a user pool says what must be verified, at sign-up and at every change. */
const VERIFICATION = ['AutoVerifiedAttributes', 'UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate'] as const;

/**
 * Whether people must show that an address is theirs before it counts: at sign-up, and whenever they change it.
 *
 * @param userPool a user pool
 * @param attribute `email` or `phone_number`
 * @returns whether they must
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
export function verificationOf(userPool: UserPool, attribute: string): Verification {
  const stated = all(VERIFICATION.map((path) => listed(userPool, path, attribute)));
  if (stated === 'no') return { verified: 'no' };
  if (stated === 'maybe') return { verified: 'maybe', reason: `what '${userPool.resource.id}' verifies is known only at deployment` };
  const reason = pastVerification(userPool, attribute);
  return reason === undefined ? { verified: 'yes' } : { verified: 'maybe', reason };
}

function listed({ resource }: UserPool, path: string, attribute: string): Tri {
  const list = resource.properties.items(path);
  if (!list.known) return 'maybe';
  const items = list.value.map(textOf);
  return items.includes(attribute) ? 'yes' : items.includes(undefined) ? 'maybe' : 'no';
}

/** How an address may count though the pool is to verify it. */
function pastVerification(userPool: UserPool, attribute: string): string | undefined {
  const { resource, selfSignUp, preSignUp, identityProviders } = userPool;
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
  const mapped = identityProviders.find(({ properties }) => properties.get(`AttributeMapping.${attribute}`) !== undefined);
  if (mapped !== undefined) return `'${mapped.id}' says what the ${attribute} of its users is, and '${resource.id}' does not verify that`;
  // Whom only administrators make has the address that they gave.
  if (selfSignUp.known && !selfSignUp.value) return undefined;
  // https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
  if (preSignUp !== undefined) return `the pre sign-up trigger of '${resource.id}' may let users in whose ${attribute} nobody verified`;
  // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cognito.AutoVerifiedAttrs.html
  const isAlone = attribute !== 'email' || listed(userPool, VERIFICATION[0], 'phone_number') === 'no';
  return isAlone ? undefined : `whoever signs up to '${resource.id}' with an e-mail address and a telephone number has to show the number alone`;
}

/**
 * @param userPool a user pool
 * @param attribute `email` or `phone_number`
 * @returns what to do so that an address counts only once it is verified
 */
export function verificationFix(userPool: UserPool, attribute: string): string {
  const missing = VERIFICATION.filter((path) => listed(userPool, path, attribute) !== 'yes');
  return `list ${attribute} in ${missing.join(' and in ')} of '${userPool.resource.id}', so that it counts only once it is verified`;
}
