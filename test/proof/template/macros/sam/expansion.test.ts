import { readFileSync } from 'node:fs';
import { expandMacros } from '../../../../../lib/proof/template/macros';
import { ACCEPTED } from './accepted';
import { EXPECTED, inputs } from './cases';
import { project, type Projection } from './projection';

type Expected = Projection | { readonly refused: readonly string[] };

// What the transform makes of each input; npm run sam-oracle -- --update asks it again.
const expected = JSON.parse(readFileSync(EXPECTED, 'utf8')) as Record<string, Expected>;
const every = inputs();
const taken = [...every.keys()].filter((name) => !('refused' in expected[name]));

function expanded(name: string): Projection {
  const body = every.get(name)!;
  return project(expandMacros(structuredClone(body)).body, body);
}

test('what the transform makes is written down for every input, and for no other', () => {
  expect(Object.keys(expected).sort()).toEqual([...every.keys()].sort());
});

test.each(taken)('%s: access is the same as after the transform', (name) => {
  const accepted = ACCEPTED[name] ?? {};
  const [own, theirs] = [expanded(name), expected[name] as Projection].map((one) => Object.fromEntries(Object.entries(one).filter(([id]) => accepted[id] === undefined)));
  expect(JSON.parse(JSON.stringify(own))).toEqual(theirs);
});

test.each(Object.entries(ACCEPTED).flatMap(([name, ids]) => Object.keys(ids).map((id) => [name, id] as const)))('%s: %s still differs from the transform', (name, id) => {
  expect(JSON.stringify(expanded(name)[id])).not.toEqual(JSON.stringify((expected[name] as Projection)[id]));
});

test.each([...every.keys()].filter((name) => 'refused' in expected[name]))('%s: what the transform refuses stops nothing', (name) => {
  expect(Object.keys(expandMacros(every.get(name)!).body)).toContain('Resources');
});

test('what it is given is not changed', () => {
  for (const body of every.values()) {
    const before = JSON.stringify(body);
    expandMacros(body);
    expect(JSON.stringify(body)).toEqual(before);
  }
});

test('what is generated is of a type of CloudFormation', () => {
  const left = taken.filter((name) => name !== 'unknown-types').flatMap((name) => Object.values(expandMacros(every.get(name)!).body.Resources as Record<string, { Type: string }>).map(({ Type }) => Type));
  expect(left.filter((type) => type.startsWith('AWS::Serverless::'))).toEqual([]);
});
