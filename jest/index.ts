import { AccessVerdict, IsolationVerdict, type AccessAnswer, type AccessRequestOptions, type AccessSubject, type IsolationAnswer } from '../lib/proof/access-model';
import { errorPage } from '../lib/text/pages';
import { printed } from '../lib/text/visible';

/** What the matchers add to `expect`. */
export interface AccessMatchers<R> {
  /**
   * The subject may do it, by one of the roles that it can obtain.
   *
   * @param action one action, such as `s3:GetObject`
   * @param resource the ARN, with construct paths or logical ids in `${}` as in `Fn::Sub`
   * @param options condition keys of the request
   */
  toBeAllowed(action: string, resource: string, options?: AccessRequestOptions): R;

  /**
   * The subject may not do it, whichever role it chooses. What is not known fails, with or without `.not`.
   *
   * @param action one action, such as `s3:GetObject`
   * @param resource the ARN, with construct paths or logical ids in `${}` as in `Fn::Sub`
   * @param options condition keys of the request
   */
  toBeDenied(action: string, resource: string, options?: AccessRequestOptions): R;

  /**
   * Neither of the two subjects reaches a slice that belongs to the other, for every slice that the template records as isolated.
   *
   * @param other another subject, of the same model
   */
  toBeIsolatedFrom(other: AccessSubject): R;
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
  toBeAllowed(this: State, received: unknown, action: string, resource: string, options?: AccessRequestOptions): Result {
    const subject = subjectIn('toBeAllowed', received);
    return answered(this, AccessVerdict.ALLOWED, subject, subject.can(action, resource, options), `${action} on ${resource}`);
  },
  toBeDenied(this: State, received: unknown, action: string, resource: string, options?: AccessRequestOptions): Result {
    const subject = subjectIn('toBeDenied', received);
    return answered(this, AccessVerdict.DENIED, subject, subject.can(action, resource, options), `${action} on ${resource}`);
  },
  toBeIsolatedFrom(this: State, received: unknown, other: unknown): Result {
    const subject = subjectIn('toBeIsolatedFrom', received);
    return answered(this, IsolationVerdict.PROVED, subject, subject.isolationFrom(subjectIn('toBeIsolatedFrom', other)), 'isolation of the two subjects');
  },
};

/** What is not known is neither: it fails with `.not` too. */
function answered({ isNot = false }: State, wanted: AccessVerdict | IsolationVerdict, subject: AccessSubject, answer: AccessAnswer | IsolationAnswer, question: string): Result {
  const inWords = (text = 'none'): string => subject._inAuthorsWords(text);
  const unknown = answer.verdict === AccessVerdict.UNKNOWN || answer.verdict === IsolationVerdict.UNKNOWN;
  return {
    pass: unknown ? isNot : answer.verdict === wanted,
    message: () => printed([
      `expected ${question} ${isNot ? 'not ' : ''}to be ${wanted}, but it is ${answer.verdict}`, '',
      `role       ${inWords(answer.role)}`, `statement  ${inWords(answer.statement)}`, `reason     ${inWords(answer.reason)}`,
    ]),
  };
}

function subjectIn(matcher: string, value: unknown): AccessSubject {
  if (typeof value === 'object' && value !== null && 'can' in value && 'isolationFrom' in value) return value as AccessSubject;
  throw withPage(new TypeError(`not-a-subject: ${matcher} is asked about something that is not a subject; take one from an AccessModel: access.user() or access.guest()`));
}

/** Its stack, which Jest prints, says where more is said. */
function withPage(error: TypeError): TypeError {
  const [first, ...frames] = (error.stack ?? `${error.name}: ${error.message}`).split('\n');
  error.stack = [first, `  see ${errorPage(error.message.slice(0, error.message.indexOf(':')))}`, ...frames].join('\n');
  return error;
}

if (typeof expect === 'undefined') {
  throw withPage(new TypeError("no-expect: there is no global 'expect' to add the matchers to; import cdk-cognito-pools/jest in a test, or name it in 'setupFilesAfterEnv' of the Jest configuration, with 'injectGlobals' on"));
}
expect.extend(MATCHERS);
