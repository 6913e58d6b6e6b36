import { canonical } from '../iam/canonical';
import { evaluate } from '../iam/evaluate';
import { compareTexts } from '../iam/match';
import type { Policy } from '../iam/policy';
import type { AccessRequest } from '../iam/request';
import { findAllowed, keysMentionedBy, type Binding, type Reachability, type Subject } from '../solver';
import type { Role } from './roles';
import { asAsked, BY_ANYBODY, givenToPeople, tokenKeys, type AskedFor } from './web-identity';

/** An identity of the form that Cognito gives. */
const SOME_IDENTITY = 'us-east-1:11111111-1111-4111-8111-111111111111';

/** Whether a trust policy admits somebody. */
export interface Admission extends Reachability {
  /** Why it admits some of the people alone, where it looks at what is not their choice; undefined where it admits all, or none. */
  readonly some?: string;
}

/** Whom trust policies admit with a token of an identity pool. */
export class TrustPolicies {
  private readonly meanings = new Map<string, number>();
  private readonly ofRoles = new Map<Policy, number | undefined>();
  private readonly answers = new Map<string, { readonly answer: Admission; readonly at: number }>();

  /**
   * Whether the trust policy of a role admits somebody.
   *
   * @param role the role
   * @param service the name of the identity service
   * @param audience the id of the identity pool, or what is known of it
   * @param methods the sign-in methods, or what is known of them; left out: any
   * @param action what is asked of the role
   * @param asked how, where that is known; left out: by anybody, with any token
   * @returns the answer of the evaluator: whether there is an identity, and a request, that it admits
   */
  public admits(role: Role, service: string, audience: Binding, methods: Binding | undefined, action = 'sts:AssumeRoleWithWebIdentity', asked: AskedFor = BY_ANYBODY): Admission {
    if (pinsAnother(role, service, audience)) return { found: 'no', reason: 'every statement of the trust policy pins aud to another identity pool', assumptions: [] };
    const meaning = this.meaningOf(role);
    if (meaning === undefined) return answerOf(role, service, audience, methods, action, asked);
    const key = JSON.stringify([meaning, service, audience, methods, action, ...(looksAtToken(role, service) ? [] : [asked.flow, asked.tags ?? null])]);
    const before = this.answers.get(key);
    if (before !== undefined) return spokenOf(before, role);
    const answer = answerOf(role, service, audience, methods, action, asked);
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

function answerOf(role: Role, service: string, audience: Binding, methods: Binding | undefined, action: string, asked: AskedFor): Admission {
  const trust = asAsked(role.trust, service, asked);
  const caller: Subject = {
    title: 'somebody with a token of an identity pool',
    principal: { kind: 'federated', provider: service },
    keys: {
      [`${service}:aud`]: audience,
      ...(methods !== undefined && { [`${service}:amr`]: methods }),
      [`${service}:sub`]: { kind: 'free', domain: { kind: 'identity-id' } },
    },
    ambient: tokenKeys(asked),
    policies: [trust],
  };
  const answer = atOnce(caller, { ...role, trust }, service, action) ?? findAllowed(caller, { actions: [action], resources: [role.arn] });
  if (answer.found !== 'yes' || answer.request === undefined) return answer;
  const some = admittedOnly(trust, answer.request, service, asked);
  return some === undefined ? answer : { ...answer, some };
}

/** Whether a trust policy looks at nothing but what the token says of the pool and the sign-in. */
function looksAtToken({ trust }: Role, service: string): boolean {
  return keysMentionedBy([trust]).every((key) => key === `${service}:aud` || key === `${service}:amr`);
}

/** Somebody is admitted: whether everybody is who makes the same request, whatever their identity and the claims that become tags. */
function admittedOnly(trust: Policy, request: AccessRequest, service: string, asked: AskedFor): string | undefined {
  const looked = new Set(keysMentionedBy([trust]));
  const given = Object.entries(givenToPeople(service, asked)).filter(([key]) => looked.has(key.toLowerCase()));
  if (given.length === 0) return undefined;
  const names = new Set(given.map(([key]) => key.toLowerCase()));
  const context = Object.fromEntries(Object.entries(request.context).filter(([key]) => !names.has(key.toLowerCase())));
  const ofAnybody = evaluate([trust], { ...request, context, unknown: Object.fromEntries(given) });
  return ofAnybody.verdict === 'ALLOWED' ? undefined : `the trust policy looks at ${given.map(([key]) => key).join(', ')}, which not everybody has alike`;
}

/** A trust policy that looks at nothing but fixed values decides all requests alike: one request tells. */
function atOnce({ principal, keys }: Subject, role: Role, service: string, action: string): Admission | undefined {
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
function spokenOf({ answer, at }: { readonly answer: Admission; readonly at: number }, role: Role): Admission {
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
