import type { Subject } from '../../../lib/proof/solver';
import { proveIsolated } from '../../../lib/proof/solver';
import { evaluate } from '../../../lib/proof/iam/evaluate';
import { parsePolicy } from '../../../lib/proof/iam/policy-reader';

const TAG = 'aws:PrincipalTag/t';
const ROLE = 'arn:aws:iam::111122223333:role/R';

/** Every text of so many letters. */
const texts = (letters: string, longest: number): string[] => Array.from({ length: longest }).reduce<string[]>((all) => [...new Set([...all, ...all.flatMap((text) => [...letters].map((letter) => text + letter))])], ['']);

const ASKERS = texts('ab/', 3);
const OWNERS = texts('ab', 2).filter((text) => text !== '');
const RESTS = texts('b/', 1);

const RESOURCES = ['${T}/*', '${T}*', '*', 'a/*', '*/${T}/*', '${T}/b', '?/${T}*', '${T}', 'a${T}/*'];
const CONDITIONS: (readonly [string, readonly string[]])[] = [
  ['StringNotLike', ['', '*/*']], ['StringNotLike', ['*/*']], ['StringNotLike', ['']], ['StringNotLike', ['*/', '/*']], ['StringLike', ['a*']], ['StringLike', ['*/*']],
  ['StringEquals', ['a']], ['StringEquals', ['b']], ['StringEquals', ['c']], ['StringLike', ['b', '']], ['StringEquals', ['', 'a/b']], ['StringNotEquals', ['a/b']], ['StringLikeIfExists', ['?']], ['ForAllValues:StringLike', ['a?']], ['StringNotEqualsIgnoreCase', ['A']],
];

const statement = (effect: string, resource: string, condition?: readonly [string, readonly string[]]): object => ({
  Effect: effect, Action: 's3:GetObject', Resource: `arn:aws:s3:::B/${resource.replace('${T}', `\${${TAG}}`)}`, ...(condition && { Condition: { [condition[0]]: { [TAG]: condition[1] } } }),
});

const cases = RESOURCES.flatMap((resource) => [undefined, ...CONDITIONS].flatMap((condition): [string, object[]][] => [
  [`${resource} with ${JSON.stringify(condition)}`, [statement('Allow', resource, condition)]],
  [`${resource} without ${JSON.stringify(condition)}`, [statement('Allow', resource), statement('Deny', '*', condition)]],
]));

test.each(cases)('callers of any value, owners without a slash: %s', (_name, statements) => {
  const policies = [parsePolicy({ Version: '2012-10-17', Statement: statements }, { resource: 'P', path: '', kind: 'identity' })];
  const principal = { kind: 'session', roleArn: ROLE, account: '111122223333' } as const;
  const person: Subject = { title: 'somebody', principal, keys: { [TAG]: { kind: 'owner' } }, policies };
  const { verdict, counterexample } = proveIsolated({
    owner: { kind: 'alphabet', alphabet: '[ab]' }, caller: { kind: 'session-tag' }, slices: [{ actions: ['s3:GetObject'], resource: 'arn:aws:s3:::B/${owner}/*' }], people: [person],
  });
  const reached = ASKERS.flatMap((caller) => OWNERS.filter((owner) => owner !== caller).flatMap((owner) => RESTS.filter((rest) =>
    evaluate(policies, { action: 's3:GetObject', resource: `arn:aws:s3:::B/${owner}/${rest}`, context: { [TAG]: caller }, principal }).verdict === 'ALLOWED').map((rest) => `${caller} reaches ${owner}/${rest}`)));
  // Longer values than those tried may reach somebody's too; then the prover has found them.
  expect({ reached, verdict: reached.length > 0 ? verdict : counterexample?.replayed === true ? 'PROVED' : verdict }).toEqual({ reached, verdict: reached.length > 0 ? 'VIOLATED' : 'PROVED' });
  if (counterexample) expect(evaluate(policies, counterexample.request).verdict).toBe('ALLOWED');
});
