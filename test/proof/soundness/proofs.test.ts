import * as fc from 'fast-check';
import type { IsolationClaim, OwnedSlice, Proof, RequestSet } from '../../../lib/proof/forall';
import { findAllowed, proveContained, proveIsolated } from '../../../lib/proof/forall';
import type { AccessRequest } from '../../../lib/proof/iam/request';
import { belongs, DOMAINS, isAllowed, isInSlice, NAMES, person, requests, requestsInto, TAG_BINDINGS } from './brute-force';
import type { PlainPolicy, PlainRequest, PlainStatement } from './plain-iam';
import { plainlyAllowed } from './plain-iam';
import { identity, KEYS, policies, PREFIX, ROOT, runs, SUB, TAG } from './random-policies';

// What must never be: a proof that a request refutes, or a counterexample that is none. Answers that decide nothing are sound.
class Counts {
  private readonly of = new Map<string, number>();

  public add({ verdict }: Proof): void {
    this.of.set(verdict, (this.of.get(verdict) ?? 0) + 1);
  }

  public expectBothKinds(): void {
    if (process.env.FUZZ_RUNS !== undefined) console.log(JSON.stringify(Object.fromEntries(this.of)));
    const all = [...this.of.values()].reduce((sum, one) => sum + one, 0);
    expect(this.of.get('PROVED') ?? 0).toBeGreaterThan(all / 20);
    expect(this.of.get('VIOLATED') ?? 0).toBeGreaterThan(all / 20);
  }
}

function plain({ action, resource, context }: AccessRequest): PlainRequest {
  return { action, resource, context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])) };
}

function fail(what: string, details: unknown): never {
  throw new Error(`${what}: ${JSON.stringify(details, null, 1)}`);
}

const slice: fc.Arbitrary<OwnedSlice> = fc.oneof(
  fc.constantFrom('${owner}/*', '${owner}/*', 'a/${owner}/*', '${owner}', '${owner}*', '*/${owner}/*').map((tail) => ({ actions: ['s3:GetObject', 's3:P*'], resource: `${ROOT}${tail}` })),
  fc.constantFrom('${owner}/*', 'a/${owner}/*', '${owner}').map((value) => ({ actions: ['s3:ListBucket'], resource: `${ROOT}*`, key: PREFIX, value, prefixes: true })),
  fc.constantFrom('${owner}', '${owner}/*').map((value) => ({ actions: ['dynamodb:*'], resource: `${ROOT}a*`, key: KEYS, value, each: true })),
);

// Policies as people write them, so that not everything is open: own resources, with or without what keeps others out.
const own = fc.constantFrom(SUB, TAG).map((key) => `\${${key}}`);
const careful: fc.Arbitrary<PlainStatement> = fc.oneof(
  fc.tuple(own, fc.constantFrom('/*', '/*', '/a*', '', '/?')).map(([mine, end]): PlainStatement => ({ Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${ROOT}${mine}${end}`] })),
  fc.tuple(own, fc.constantFrom('StringLike', 'StringLike', 'StringEquals', 'StringLikeIfExists'), fc.constantFrom('/*', '')).map(([mine, operator, end]): PlainStatement => ({ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [`${ROOT}*`], Condition: { [operator]: { [PREFIX]: [`${mine}${end}`] } } })),
  fc.tuple(own, fc.constantFrom('ForAllValues:StringEquals', 'ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringLike'), fc.constantFrom(true, true, false))
    .map(([mine, operator, present]): PlainStatement => ({ Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: [`${ROOT}a*`], Condition: { [operator]: { [KEYS]: [mine] }, ...(present && { Null: { [KEYS]: ['false'] } }) } })),
  own.map((mine): PlainStatement => ({ Effect: 'Deny', Action: ['s3:*'], NotResource: [`${ROOT}${mine}/*`] })),
  fc.tuple(own, fc.constantFrom('StringNotLike', 'StringNotLikeIfExists', 'StringNotEquals')).map(([mine, operator]): PlainStatement => ({ Effect: 'Deny', Action: ['s3:ListBucket'], Resource: ['*'], Condition: { [operator]: { [PREFIX]: [`${mine}/*`] } } })),
);
const carefully = fc.array(careful, { minLength: 1, maxLength: 4 }).map((Statement): PlainPolicy[] => [{ kind: 'identity', document: { Version: '2012-10-17', Statement } }]);
const anyPolicies = fc.oneof({ weight: 3, arbitrary: carefully }, { weight: 1, arbitrary: fc.tuple(carefully, policies).map(([a, b]) => [...a, ...b]) }, { weight: 2, arbitrary: policies });

test('what is proved isolated no short request refutes, and every counterexample is one', () => {
  const counts = new Counts();
  const claim = fc.record({
    list: anyPolicies, slice, sampled: fc.constantFrom(...DOMAINS), tag: fc.constantFrom(...TAG_BINDINGS), byTag: fc.boolean(), except: fc.constantFrom([], [], [], ['s3:GetObject'], ['s3:List*']),
  });
  fc.assert(fc.property(claim, ({ list, slice: one, sampled, tag, byTag, except }) => {
    const keys = byTag ? { [SUB]: { kind: 'free', domain: { kind: 'identity-id' } }, [TAG]: { kind: 'owner' } } as const : { [SUB]: { kind: 'owner' }, [TAG]: tag.binding } as const;
    const isolation: IsolationClaim = { owner: sampled.domain, slices: [one], people: [{ ...person(list, keys), except }] };
    const proof = proveIsolated(isolation);
    counts.add(proof);
    const excepted = (action: string): boolean => except.some((pattern) => new RegExp(`^${pattern.replace('*', '.*')}$`, 'i').test(action));
    const isTrespass = (owner: string, request: PlainRequest): boolean => isInSlice(one, owner, request) && !excepted(request.action);
    if (proof.verdict === 'VIOLATED') {
      const { asker, owner, request } = proof.counterexample!;
      const real = plain(request);
      const ownKey = byTag ? NAMES.tag : NAMES.sub;
      const sane = asker !== owner && belongs(asker!, sampled.domain) && belongs(owner!, sampled.domain) && real.context[ownKey] === asker;
      if (!sane || !isTrespass(owner!, real) || plainlyAllowed(list, real) !== 'yes') fail('no counterexample', { list, isolation: { ...isolation, people: [] }, keys, counterexample: proof.counterexample });
    }
    if (proof.verdict !== 'PROVED') return;
    for (const asker of sampled.values.slice(0, 3)) {
      const others = byTag ? ['a:a', 'b:a'] : tag.values;
      for (const other of others) {
        const mine = byTag ? { [NAMES.tag]: asker, [NAMES.sub]: other } : { [NAMES.sub]: asker, [NAMES.tag]: other };
        for (const owner of sampled.values) {
          if (owner === asker) continue;
          for (const request of requestsInto(one, list, mine, owner)) {
            if (!excepted(request.action) && isAllowed(list, request)) fail('proved, but', { list, isolation: { ...isolation, people: [] }, keys, asker, owner, request });
          }
        }
      }
    }
  }), { numRuns: runs(40), endOnFailure: true });
  counts.expectBothKinds();
});

/** The same policies with one thing changed, or others. */
const pairs = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(anyPolicies, fc.nat(), fc.constantFrom('same', 'drop', 'widen', 'widen', 'narrow')).map(([list, at, how]): [PlainPolicy[], PlainPolicy[]] => {
    const grants = list.filter(({ kind }) => kind === 'identity').map((policy) => ({ ...policy, document: { ...policy.document, Statement: policy.document.Statement.filter(({ Effect }) => Effect === 'Allow') } }));
    const changed = grants.map((policy) => ({ ...policy, document: { ...policy.document, Statement: policy.document.Statement.flatMap((one, index) => (index === at % 3 ? changedStatement(one, how) : [one])) } }));
    return [list, changed];
  }) },
  { weight: 1, arbitrary: fc.tuple(policies, identity.map((one) => [one])) },
);

function changedStatement(one: PlainStatement, how: string): PlainStatement[] {
  switch (how) {
    case 'drop': return [];
    case 'widen': return [{ ...one, Condition: undefined, ...(one.Resource && { Resource: one.Resource.map((resource) => resource.replace(/\$\{[^}]*\}/, '*')) }) }];
    case 'narrow': return [{ ...one, ...(one.Resource && { Resource: one.Resource.map((resource) => resource.replace(/\*$/, 'a')) }) }];
    default: return [one];
  }
}

test('what is proved to have been granted no short request refutes, and every counterexample is one', () => {
  const counts = new Counts();
  fc.assert(fc.property(pairs, fc.constantFrom(...DOMAINS), fc.constantFrom(...TAG_BINDINGS), ([list, granted], sampled, tag) => {
    const keys = { [SUB]: { kind: 'free', domain: sampled.domain }, [TAG]: tag.binding } as const;
    const allows = granted.map((policy) => ({ ...policy, document: { ...policy.document, Statement: policy.document.Statement.filter(({ Effect }) => Effect === 'Allow') } }));
    const proof = proveContained(person(list, keys), person(allows, {}).policies);
    counts.add(proof);
    const { counterexample } = proof;
    if (counterexample && (plainlyAllowed(list, plain(counterexample.request)) !== 'yes' || plainlyAllowed(allows, plain(counterexample.request)) !== 'no')) fail('no counterexample', { list, allows, keys, counterexample });
    if (proof.verdict !== 'PROVED') return;
    for (const sub of sampled.values.slice(0, 3)) {
      for (const value of tag.values) {
        for (const request of requests([list, allows], { [NAMES.sub]: sub, [NAMES.tag]: value }, [])) {
          const [does, may] = [plainlyAllowed(list, request), plainlyAllowed(allows, request)];
          if ((does === 'yes' && may !== 'yes') || (does === 'open' && may === 'no')) fail('proved, but', { list, allows, keys, request });
        }
      }
    }
  }), { numRuns: runs(50), endOnFailure: true });
  counts.expectBothKinds();
});

const sets: fc.Arbitrary<RequestSet> = fc.record({
  actions: fc.constantFrom(['s3:GetObject'], ['s3:*'], ['*'], ['s3:ListBucket', 'dynamodb:*']),
  resources: fc.constantFrom([`${ROOT}a/*`], [`${ROOT}*`], ['*'], [`${ROOT}a`, `${ROOT}?/b`]),
  context: fc.constantFrom([], [], [{ key: PREFIX, values: ['a*'] }], [{ key: PREFIX, missing: true }], [{ key: PREFIX, values: ['a/*'], missing: true }], [{ key: KEYS, values: ['a'] }]),
});

function isInSet({ actions, resources, context = [] }: RequestSet, request: PlainRequest): boolean {
  const like = (pattern: string, text: string): boolean => new RegExp(`^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`).test(text);
  return actions.some((one) => like(one.toLowerCase(), request.action.toLowerCase())) && resources.some((one) => like(one, request.resource)) && context.every(({ key, values, missing }) => {
    const held = request.context[key.toLowerCase()];
    if (held === undefined) return missing === true;
    return values !== undefined && (typeof held === 'string' ? [held] : held).some((text) => values.some((value) => like(value, text)));
  });
}

test('what is found is allowed, and where nothing is found no short request is', () => {
  fc.assert(fc.property(anyPolicies, sets, fc.constantFrom(...DOMAINS), fc.constantFrom(...TAG_BINDINGS), (list, set, sampled, tag) => {
    const keys = { [SUB]: { kind: 'free', domain: sampled.domain }, [TAG]: tag.binding } as const;
    const answer = findAllowed(person(list, keys), set);
    if (answer.found === 'yes' && (plainlyAllowed(list, plain(answer.request!)) !== 'yes' || !isInSet(set, plain(answer.request!)))) fail('found, but', { list, set, keys, request: answer.request });
    if (answer.found !== 'no') return;
    for (const sub of sampled.values.slice(0, 3)) {
      for (const value of tag.values) {
        for (const request of requests([list, set], { [NAMES.sub]: sub, [NAMES.tag]: value }, [])) {
          if (isInSet(set, request) && isAllowed(list, request)) fail('nothing found, but', { list, set, keys, request });
        }
      }
    }
  }), { numRuns: runs(50), endOnFailure: true });
});
