import { canonical } from '../iam/canonical';
import { evaluate } from '../iam/evaluate';
import { compareTexts } from '../iam/match';
import { findAllowed, type Binding, type Reachability, type Subject } from '../solver';
import type { Policy } from '../iam/policy';
import type { Role } from './roles';
import { OF_EVERY_REQUEST } from './subjects';

/** An identity of the form that Cognito gives. */
const SOME_IDENTITY = 'us-east-1:11111111-1111-4111-8111-111111111111';

/** Whom trust policies admit with a token of an identity pool. */
export class TrustPolicies {
  private readonly meanings = new Map<string, number>();
  private readonly ofRoles = new Map<Policy, number | undefined>();
  private readonly answers = new Map<string, { readonly answer: Reachability; readonly at: number }>();

  /**
   * Whether the trust policy of a role admits somebody.
   *
   * @param role the role
   * @param service the name of the identity service
   * @param audience the id of the identity pool, or what is known of it
   * @param methods the sign-in methods, or what is known of them; left out: any
   * @param action what is asked of the role
   * @param tags the session tags that the token may bring; left out: any
   * @returns the answer of the evaluator, for all identities
   */
  public admits(role: Role, service: string, audience: Binding, methods: Binding | undefined, action = 'sts:AssumeRoleWithWebIdentity', tags?: readonly string[]): Reachability {
    if (pinsAnother(role, service, audience)) return { found: 'no', reason: 'every statement of the trust policy pins aud to another identity pool', assumptions: [] };
    const meaning = this.meaningOf(role);
    if (meaning === undefined) return answerOf(role, service, audience, methods, action, tags);
    const key = JSON.stringify([meaning, service, audience, methods, action, tags]);
    const before = this.answers.get(key);
    if (before !== undefined) return spokenOf(before, role);
    const answer = answerOf(role, service, audience, methods, action, tags);
    const sayable = answer.found === 'no' ? answer.statement === undefined : answer.request !== undefined;
    if (sayable) this.answers.set(key, { answer, at: role.trust.statements.findIndex(({ id }) => id === answer.statement) });
    return answer;
  }

  /** A number that roles share whose trust policies say the same; none where a policy says something of resources. */
  private meaningOf({ trust }: Role): number | undefined {
    if (!this.ofRoles.has(trust)) this.ofRoles.set(trust, this.numberOf(trust));
    return this.ofRoles.get(trust);
  }

  private numberOf(trust: Policy): number | undefined {
    if (trust.statements.some(({ resources, unknown, uncertain }) => resources.length > 0 || unknown !== undefined || uncertain !== undefined)) return undefined;
    const meaning = trust.statements.map(canonical).join('\n');
    const known = this.meanings.get(meaning) ?? this.meanings.size;
    this.meanings.set(meaning, known);
    return known;
  }
}

/**
 * What requests for a role with a token have. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
const OF_REQUESTS: Subject['ambient'] = { ...OF_EVERY_REQUEST, 'sts:ExternalId': { kind: 'missing' } };

/** Tags that no claim of the token is mapped to are not there. */
function requestTags(tags: readonly string[]): Subject['ambient'] {
  return {
    ...Object.fromEntries(tags.map((tag): [string, Binding] => [`aws:RequestTag/${tag}`, { kind: 'free', domain: { kind: 'session-tag' }, optional: true }])), 'aws:RequestTag/*': { kind: 'missing' },
    ...(tags.length === 0 && { 'aws:TagKeys': { kind: 'missing' } }),
  };
}

function answerOf(role: Role, service: string, audience: Binding, methods: Binding | undefined, action: string, tags: readonly string[] | undefined): Reachability {
  const caller: Subject = {
    title: 'somebody with a token of an identity pool',
    principal: { kind: 'federated', provider: service },
    keys: {
      [`${service}:aud`]: audience,
      ...(methods !== undefined && { [`${service}:amr`]: methods }),
      [`${service}:sub`]: { kind: 'free', domain: { kind: 'identity-id' } },
    },
    ambient: { ...OF_REQUESTS, ...(tags && requestTags(tags)) },
    policies: [role.trust],
  };
  return atOnce(caller, role, service, action) ?? findAllowed(caller, { actions: [action], resources: [role.arn] });
}

/** A trust policy that looks at nothing but fixed values decides all requests alike: one request tells. */
function atOnce({ principal, keys }: Subject, role: Role, service: string, action: string): Reachability | undefined {
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, binding] of Object.entries(keys)) {
    if (binding.kind === 'value') context[key] = binding.value;
    if (binding.kind === 'list' && binding.more !== true) context[key] = binding.values;
  }
  const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const decided = role.trust.statements.every(({ conditions, unknown, uncertain }) => unknown === undefined && uncertain === undefined
    && conditions.every(({ key, values }) => known.has(key) && !values.some((value) => value.includes('${'))));
  if (!decided) return undefined;
  const request = { action, resource: role.arn, principal, context: { ...context, [`${service}:sub`]: SOME_IDENTITY } };
  const { verdict, reason, statement } = evaluate([role.trust], request);
  const found = verdict === 'ALLOWED' ? 'yes' : verdict === 'DENIED' ? 'no' : 'maybe';
  return { found, reason, assumptions: [], ...(statement !== undefined && { statement }), ...(found === 'yes' && { request }) };
}

/** The answer about another role whose trust policy says the same, of this one. */
function spokenOf({ answer, at }: { readonly answer: Reachability; readonly at: number }, role: Role): Reachability {
  const statement = role.trust.statements[at]?.id;
  if (statement === undefined || answer.request === undefined) return answer;
  return { ...answer, statement, reason: `${statement} allows it`, request: { ...answer.request, resource: role.arn } };
}

/** Whether every statement that lets somebody in asks for the token of an identity pool of which this one surely is not. */
function pinsAnother({ trust }: Role, service: string, audience: Binding): boolean {
  const isOther = otherThan(audience);
  return isOther !== undefined && trust.statements.every(({ effect, unknown, conditions }) => unknown === undefined && (effect === 'Deny' || conditions.some((condition) =>
    condition.operator === 'StringEquals' && condition.key === `${service}:aud` && condition.values.every((value) => !value.includes('${') && isOther(value)))));
}

/** Tells whether an audience surely is not some value; undefined when too little is known of it. */
function otherThan(audience: Binding): ((value: string) => boolean) | undefined {
  if (audience.kind === 'value') return (value) => compareTexts(value, audience.value) === 'no';
  if (audience.kind !== 'free' || audience.domain.kind !== 'not') return undefined;
  const pools = new Set(audience.domain.values);
  return (value) => pools.has(value);
}
