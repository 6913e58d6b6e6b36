import { AS_OF, actionFacts, isKnownService, nearestActions } from '../authorization-data/actions';

import { visible } from '../../text/visible';

/** Somebody, as the person who asks about them describes them. */
export interface SubjectDescription {
  /** Whether they have signed in. */
  readonly kind: 'guest' | 'user';
  /** The provider that they signed in with; left out: any of the identity pool. */
  readonly provider?: string;
  /** The groups of the user pool that they are in. */
  readonly groups: readonly string[];
  /** What their token says, by claim. */
  readonly claims: ReadonlyMap<string, string>;
  /** Session tags that they have, whatever the claims. */
  readonly tags: ReadonlyMap<string, string>;
  /** The logical id of the identity pool; left out: any. */
  readonly identityPool?: string;
}

/** What they would do. */
export interface Question {
  /** `service:Action`. */
  readonly action: string;
  /** The ARN, with logical ids in `${}` as in `Fn::Sub`. */
  readonly resource: string;
  /** The keys of the request that are not the person's own. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

/** Whether they may. */
export interface Answer {
  /** The verdict. */
  readonly verdict: 'ALLOWED' | 'DENIED' | 'UNKNOWN';
  /** The logical id of the role that decided; undefined where they obtain none. */
  readonly role?: string;
  /** The statement that decided, such as `AuthPolicy.Statement[0]`; undefined where none did. */
  readonly statement?: string;
  /** Why. */
  readonly reason: string;
  /** Where it is denied: what they may do that could lead to another answer; undefined where they surely may do nothing of the kind. */
  readonly bySteps?: string;
}

/** What stands in a text for a value that the CDK knows at deploy time only. */
const CDK_TOKEN = /[$#]\{Token\[[^\]]*\]\}/g;

/** The question itself is wrong: it names what is not there, or says what cannot be. */
export class QuestionError extends Error {
  public constructor(
    /** A stable code. */
    public readonly code: string,
    received: string,
    fix: string,
    /** What stands in `${}` and names nothing, where that is wrong. */
    public readonly reference?: string,
  ) {
    super(visible(`${code}: ${received}; ${fix}`.replace(CDK_TOKEN, '<a token>')));
    this.name = 'QuestionError';
  }
}

/** Claims that only groups decide: stated by themselves they could contradict them. */
const FROM_GROUPS = ['cognito:groups', 'cognito:roles', 'cognito:preferred_role'];

/** Keys that every request of the person brings along. */
export const OF_THE_PERSON = /^(cognito-identity[\w.-]*:|aws:principal|aws:federatedprovider$)/i;

/**
 * @param context condition keys: a text, or a list of texts
 * @returns the values of each key
 * @throws QuestionError when a value is neither
 */
export function requestContextOf(context: Readonly<Record<string, unknown>>): Map<string, readonly string[]> {
  return new Map(Object.entries(context).map(([key, value]) => {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    if (!values.every((item) => typeof item === 'string')) {
      throw new QuestionError('bad-context', `the key '${key}' has a value that is not text`, 'write texts, numbers and dates too: IAM compares what a request says');
    }
    return [key, values];
  }));
}

/**
 * @param person somebody
 * @throws QuestionError when nobody can be like that
 */
export function checkSubject(person: SubjectDescription): void {
  const claim = FROM_GROUPS.find((name) => person.claims.has(name));
  if (claim !== undefined) throw new QuestionError('claim-from-groups', `the claim '${claim}' is given`, 'give the groups instead: the claim follows from them');
  if (person.kind === 'user') return;
  const given = person.provider !== undefined ? 'a provider' : person.groups.length > 0 ? 'groups' : person.claims.size > 0 ? 'claims' : person.tags.size > 0 ? 'session tags' : undefined;
  if (given !== undefined) throw new QuestionError('guest-has-no-token', `a guest is given ${given}`, 'leave them out, or ask about a user');
}

/** What AWS does not have, nobody is allowed: a mistake would be answered DENIED. */
function checkAction(action: string): void {
  if (actionFacts(action) !== undefined) return;
  const service = action.slice(0, action.indexOf(':'));
  const received = isKnownService(service) ? `AWS has no action '${action}'` : `AWS has no service '${service}'`;
  const near = nearestActions(action, 3);
  throw new QuestionError('unknown-action', `${received} (as of ${AS_OF})`, near.length === 0 ? 'write an action of the Service Authorization Reference' : `did you mean ${near.join(', ')}?`);
}

/**
 * @param question what they would do
 * @throws QuestionError when nobody can ask for that
 */
export function checkQuestion(question: Question): void {
  if (!/^[a-zA-Z0-9-]+:[a-zA-Z0-9]+$/.test(question.action)) {
    throw new QuestionError('bad-action', `'${question.action}' is not one action`, 'write the service and the action, such as s3:GetObject; one request is one action, without wildcards');
  }
  checkAction(question.action);
  if (!/^(\*$|arn:|\$\{)/.test(question.resource)) {
    const received = question.resource === '' ? 'the resource is empty' : `'${question.resource}' is no resource`;
    throw new QuestionError('bad-resource', received, "write an ARN such as '${Photos.Arn}/a.jpg', or * for actions that take no resource");
  }
  if (/.[*?]|^\?/.test(question.resource.replace(/\$\{[^}]*\}/g, ''))) {
    throw new QuestionError('bad-resource', `'${question.resource}' has a wildcard`, "name one resource: one request is for one; 'prove' says what holds for all");
  }
  const own = [...question.context.keys()].find((key) => OF_THE_PERSON.test(key));
  if (own !== undefined) throw new QuestionError('key-of-the-subject', `the key '${own}' is given as context`, 'leave it out: it follows from who asks, their claims and their session tags');
}
