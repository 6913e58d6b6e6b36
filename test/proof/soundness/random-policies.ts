import * as fc from 'fast-check';
import { parsePolicy } from '../../../lib/proof/iam/policy-reader';
import type { Policy } from '../../../lib/proof/iam/policy';
import type { Kind, PlainPolicy, PlainRequest, PlainStatement } from './plain-iam';
import { ROLE } from './plain-iam';

export const SUB = 'cognito-identity.amazonaws.com:sub';
export const TAG = 'aws:PrincipalTag/t';
export const PREFIX = 's3:prefix';
export const KEYS = 'dynamodb:LeadingKeys';
export const ROOT = 'arn:aws:s3:::b/';
export const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'dynamodb:GetItem'];

/** How many cases a property tries: a second or a few each, or as many as FUZZ_RUNS says. */
export const runs = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual);

const joined = (pieces: readonly string[], max: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: max }).map((list) => list.join(''));

export const glob = fc.array(fc.constantFrom('a', 'b', '/', '*', '?'), { maxLength: 6 }).map((list) => list.join(''));
export const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 7 }).map((list) => list.join(''));

const MINE = [`\${${SUB}}`, `\${${TAG}}`];
const pieces = ['a', 'b', '/', '/', '*', '?', ...MINE, MINE[0]];
const shaped = fc.constantFrom(...MINE.flatMap((mine) => [`${mine}/*`, `a/${mine}/*`, `${mine}*`, `*/${mine}/*`, mine, `${mine}/${mine}`, `a${mine}/*`, `${mine}/?`]));
const rare = fc.constantFrom('*', `\${${TAG}, 'a'}/*`, `\${${TAG},''}/*`, '${*}/a', 'a/${$}');
const tail = fc.oneof({ weight: 3, arbitrary: joined(pieces, 5) }, { weight: 4, arbitrary: shaped }, { weight: 1, arbitrary: rare });
const resource = fc.oneof({ weight: 12, arbitrary: tail.map((rest) => `${ROOT}${rest}`) }, { weight: 1, arbitrary: fc.constantFrom('*', 'arn:aws:s3:::*', 'arn:aws:s3:::b?*') });
const action = fc.constantFrom(...ACTIONS, 's3:*', 's3:Get*', '*', 'S3:?etobject', 'dynamodb:*', 's3:[GP]*');
const some = <T>(one: fc.Arbitrary<T>, max = 2): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: max });

const BASES = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];
const OPERATORS = BASES.flatMap((base) => ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((set) => [`${set}${base}`, `${set}${base}IfExists`]));
const onKeys = fc.tuple(fc.constantFrom(...OPERATORS, 'StringLike', 'StringLike', 'ForAllValues:StringEquals', 'ForAllValues:StringEquals'), fc.constantFrom(PREFIX, PREFIX, KEYS, KEYS, 'DynamoDB:leadingkeys', TAG), some(tail));
const onPresence = fc.tuple(fc.constant('Null'), fc.constantFrom(PREFIX, KEYS, TAG), fc.constantFrom<string[]>(['true'], ['false']));
const conditions = fc.array(fc.oneof({ weight: 4, arbitrary: onKeys }, { weight: 1, arbitrary: onPresence }), { maxLength: 2 }).map((list) => {
  const block: Record<string, Record<string, string[]>> = {};
  for (const [operator, key, values] of list) (block[operator] ??= {})[key] = values;
  return block;
});

const rarely = (weight: number): fc.Arbitrary<boolean> => fc.oneof({ weight, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

export const statement: fc.Arbitrary<PlainStatement> = fc.record({
  Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Allow' as const, 'Deny' as const), actions: some(action), notAction: rarely(12), resources: some(resource), notResource: rarely(8), conditions,
}).map(({ Effect, actions, notAction, resources, notResource, conditions: block }) => ({
  Effect,
  ...(notAction ? { NotAction: actions } : { Action: actions }),
  ...(notResource ? { NotResource: resources } : { Resource: resources }),
  ...(Object.keys(block).length > 0 && { Condition: block }),
}));

const document = (kind: Kind, statements: PlainStatement[]): PlainPolicy => ({ kind, document: { Version: '2012-10-17', Statement: statements } });

export const identity = fc.array(statement, { minLength: 1, maxLength: 3 }).map((list) => document('identity', list));
const limit = fc.tuple(fc.constantFrom('boundary' as const, 'session' as const), fc.array(statement, { minLength: 1, maxLength: 2 })).map(([kind, list]) => document(kind, list));
const principal = fc.constantFrom('*' as const, { AWS: ROLE });
const onResource = fc.array(fc.tuple(statement, principal), { minLength: 1, maxLength: 2 }).map((list) => document('resource', list.map(([one, Principal]) => ({ ...one, Principal }))));

/** Identity policies, sometimes with a boundary, session or resource policy. */
export const policies = fc.tuple(fc.array(identity, { minLength: 1, maxLength: 2 }), fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(fc.oneof(limit, onResource)) })).map(([own, others]) => [...own, ...others]);

/** As lib/proof reads them. */
export function parsed(list: readonly PlainPolicy[]): Policy[] {
  return list.map(({ kind, document: body }, index) => parsePolicy(body, { resource: `${kind}${index}`, path: '', kind }));
}

const short = fc.constantFrom('', 'a', 'b', '/', 'a/', 'ab', 'a/b', 'a:a', '*', 'A');
/** A request whose context comes from few values, so that conditions are met now and then. */
export const request = fc.record({
  action: fc.constantFrom(...ACTIONS, 'iam:PassRole'),
  resource: fc.oneof(text.map((rest) => ROOT + rest), fc.tuple(short, text).map(([value, rest]) => `${ROOT}${value}/${rest}`)),
  context: fc.record({
    [SUB]: fc.constantFrom('a', 'b', 'a:a', 'ab'),
    [TAG.toLowerCase()]: fc.option(short, { nil: undefined }),
    [PREFIX]: fc.option(fc.oneof(short, text), { nil: undefined }),
    [KEYS.toLowerCase()]: fc.option(fc.array(short, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  }),
});

/** Identity policies and boundaries, each with a request. */
export function sampleRequests(count: number, seed: number, each = 1): { readonly list: PlainPolicy[]; readonly one: PlainRequest }[] {
  const askable = policies.map((list) => list.filter(({ kind }) => kind === 'identity' || kind === 'boundary'));
  return fc.sample(fc.tuple(askable, fc.array(request, { minLength: each, maxLength: each })), { numRuns: Math.ceil(count / each), seed })
    .flatMap(([list, asked]) => asked.map((one) => ({ list, one })));
}
