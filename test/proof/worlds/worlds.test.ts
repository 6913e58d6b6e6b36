import { compareWorlds } from './compare';

/** A second or two of what `npm run crosscheck` does on new seeds; as many as WORLDS says. */
const outcome = compareWorlds(Number(process.env.WORLDS ?? 300), Number(process.env.WORLDS_SEED ?? 11));

test('no deployment that was tried contradicts what the prover answered', () => {
  expect(outcome.conflicts.filter(({ unsound }) => unsound)).toEqual([]);
});

test('each violation is shown by a deployment', () => {
  expect(outcome.conflicts.filter(({ unsound }) => !unsound)).toEqual([]);
});

test('the plain model is not blind, nor the prover afraid', () => {
  const total = (begin: RegExp): number => [...outcome.counts].reduce((sum, [what, count]) => sum + (begin.test(what) ? count : 0), 0);
  expect(total(/^VIOLATED, and broken$/)).toBeGreaterThan(0);
  expect(total(/^promise .* PROVED$/)).toBeGreaterThan(0);
});
