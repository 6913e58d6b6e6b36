import { AccessVerdict, SeparationVerdict, type AccessAnswer, type AccessPerson, type AccessRequestOptions, type SeparationAnswer } from '../lib/proof/access-model';

/** What the matchers add to `expect`. */
export interface AccessMatchers<R> {
  /**
   * The person may do it, by one of the roles that they can obtain.
   *
   * @param action one action, such as `s3:GetObject`
   * @param resource the ARN, with logical ids in `${}` as in `Fn::Sub`
   * @param options condition keys of the request
   */
  toBeAllowed(action: string, resource: string, options?: AccessRequestOptions): R;

  /**
   * The person may not do it, whichever role they choose. What is not known fails, with or without `.not`.
   *
   * @param action one action, such as `s3:GetObject`
   * @param resource the ARN, with logical ids in `${}` as in `Fn::Sub`
   * @param options condition keys of the request
   */
  toBeDenied(action: string, resource: string, options?: AccessRequestOptions): R;

  /**
   * Neither of the two people reaches a slice that belongs to the other, for every slice that the template records as isolated.
   *
   * @param other another person, of the same model
   */
  toBeIsolatedFrom(other: AccessPerson): R;
}

declare global {
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- merges with jest's own
    interface Matchers<R, T = {}> extends AccessMatchers<R> {}
  }
}

interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

interface State {
  readonly isNot?: boolean;
}

const MATCHERS = {
  toBeAllowed(this: State, person: unknown, action: string, resource: string, options?: AccessRequestOptions): Result {
    return answered(this, AccessVerdict.ALLOWED, personIn('toBeAllowed', person).can(action, resource, options), `${action} on ${resource}`);
  },
  toBeDenied(this: State, person: unknown, action: string, resource: string, options?: AccessRequestOptions): Result {
    return answered(this, AccessVerdict.DENIED, personIn('toBeDenied', person).can(action, resource, options), `${action} on ${resource}`);
  },
  toBeIsolatedFrom(this: State, person: unknown, other: unknown): Result {
    return answered(this, SeparationVerdict.PROVED, personIn('toBeIsolatedFrom', person).separationFrom(personIn('toBeIsolatedFrom', other)), 'isolation of the two people');
  },
};

/** What is not known is neither: it fails with `.not` too. */
function answered({ isNot = false }: State, wanted: AccessVerdict | SeparationVerdict, answer: AccessAnswer | SeparationAnswer, subject: string): Result {
  const unknown = answer.verdict === AccessVerdict.UNKNOWN || answer.verdict === SeparationVerdict.UNKNOWN;
  return {
    pass: unknown ? isNot : answer.verdict === wanted,
    message: () => [
      `expected ${subject} ${isNot ? 'not ' : ''}to be ${wanted}, but it is ${answer.verdict}`, '',
      `role       ${answer.role ?? 'none'}`, `statement  ${answer.statement ?? 'none'}`, `reason     ${answer.reason}`,
    ].join('\n'),
  };
}

function personIn(matcher: string, value: unknown): AccessPerson {
  if (typeof value === 'object' && value !== null && 'can' in value && 'separationFrom' in value) return value as AccessPerson;
  throw new TypeError(`not-a-person: ${matcher} is asked about something that is not a person; take one from an AccessModel: access.user() or access.guest()`);
}

if (typeof expect === 'undefined') {
  throw new TypeError("no-expect: there is no global 'expect' to add the matchers to; import cdk-cognito-pools/jest in a test, or name it in 'setupFilesAfterEnv' of the Jest configuration, with 'injectGlobals' on");
}
expect.extend(MATCHERS);
