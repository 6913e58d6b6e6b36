import * as fc from 'fast-check';
import type { Binding, OwnedSlice, RequestSet } from '../../../lib/proof/solver';
import { DOMAINS, TAG_BINDINGS } from './brute-force';
import type { PlainPolicy, PlainStatement } from './plain-iam';
import { identity, KEYS, policies, PREFIX, ROOT, SUB, TAG } from './random-policies';

type Keys = Readonly<Record<string, Binding>>;

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
  // what a condition leaves of the values of one who asks may be the one value that an owner is tried with first
  fc.tuple(fc.constantFrom(SUB, TAG), fc.constantFrom('StringEquals', 'StringLike', 'StringEqualsIgnoreCase'), fc.constantFrom('a', 'b', 'c', 'a:a', 'b:a', 'b:-'), fc.constantFrom('*', 'a*', 'a/*'))
    .map(([key, operator, value, end]): PlainStatement => ({ Effect: 'Allow', Action: ['s3:GetObject'], Resource: [`${ROOT}${end}`], Condition: { [operator]: { [key]: [value] } } })),
  own.map((mine): PlainStatement => ({ Effect: 'Deny', Action: ['s3:*'], NotResource: [`${ROOT}${mine}/*`] })),
  fc.tuple(own, fc.constantFrom('StringNotLike', 'StringNotLikeIfExists', 'StringNotEquals')).map(([mine, operator]): PlainStatement => ({ Effect: 'Deny', Action: ['s3:ListBucket'], Resource: ['*'], Condition: { [operator]: { [PREFIX]: [`${mine}/*`] } } })),
);
const carefully = fc.array(careful, { minLength: 1, maxLength: 4 }).map((Statement): PlainPolicy[] => [{ kind: 'identity', document: { Version: '2012-10-17', Statement } }]);
const anyPolicies = fc.oneof({ weight: 3, arbitrary: carefully }, { weight: 1, arbitrary: fc.tuple(carefully, policies).map(([a, b]) => [...a, ...b]) }, { weight: 2, arbitrary: policies });

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

const sets: fc.Arbitrary<RequestSet> = fc.record({
  actions: fc.constantFrom(['s3:GetObject'], ['s3:*'], ['*'], ['s3:ListBucket', 'dynamodb:*']),
  resources: fc.constantFrom([`${ROOT}a/*`], [`${ROOT}*`], ['*'], [`${ROOT}a`, `${ROOT}?/b`]),
  context: fc.constantFrom([], [], [{ key: PREFIX, values: ['a*'] }], [{ key: PREFIX, missing: true }], [{ key: PREFIX, values: ['a/*'], missing: true }], [{ key: KEYS, values: ['a'] }]),
});

const sampledKeys = { sampled: fc.constantFrom(...DOMAINS), tag: fc.constantFrom(...TAG_BINDINGS) };

/** Policies, a slice, and whose it is: the identity id's, or a tag's. */
export const isolations = fc.record({
  list: anyPolicies, slice, ...sampledKeys, byTag: fc.boolean(), except: fc.constantFrom([], [], [], ['s3:GetObject'], ['s3:List*']),
}).map((claim) => {
  const keys: Keys = claim.byTag ? { [SUB]: { kind: 'free', domain: { kind: 'identity-id' } }, [TAG]: { kind: 'owner' } } : { [SUB]: { kind: 'owner' }, [TAG]: claim.tag.binding };
  return { ...claim, keys };
});

/** Policies, and others that are to allow as much. */
export const containments = fc.record({ pair: pairs, ...sampledKeys }).map(({ pair: [list, granted], sampled, tag }) => {
  const keys: Keys = { [SUB]: { kind: 'free', domain: sampled.domain }, [TAG]: tag.binding };
  const allows = granted.map((policy) => ({ ...policy, document: { ...policy.document, Statement: policy.document.Statement.filter(({ Effect }) => Effect === 'Allow') } }));
  return { list, allows, sampled, tag, keys };
});

/** Policies, and requests that they may allow. */
export const reaches = fc.record({ list: anyPolicies, set: sets, ...sampledKeys }).map((question) => {
  const keys: Keys = { [SUB]: { kind: 'free', domain: question.sampled.domain }, [TAG]: question.tag.binding };
  return { ...question, keys };
});
