import { mutantsOf } from '../../scripts/mutation/mutants';

const changes = (source: string): string[] => mutantsOf('source.ts', source).map(({ from, to }) => `${from} → ${to}`);
const texts = (source: string): string[] => mutantsOf('source.ts', source).map(({ text }) => text);

test.each<[string, string, string[]]>([
  ['a condition is always and never so', 'if (ready) act();', ['ready → true', 'ready → false', 'act(); → ;']],
  ['operators turn', 'const x = a && b === c;', ['&& → ||', '=== → !==']],
  ['a boundary moves', 'const x = a < b;', ['< → <=']],
  ['a negation goes', 'const x = !a;', ['!a → a']],
  ['the value that stands in is taken', 'const x = a ?? b;', ['a ?? → ']],
  ['a step of a chain goes, or turns', 'const x = list.filter(f).some(g);', ['some → every', '.filter(f) → ']],
  ['a member of an object goes', 'const x = { a, b: c() };', ['a, → ', 'b: c() → ']],
  ['an item of a list goes', 'const x = [a, b];', ['a, → ', 'b → ']],
  ['texts and numbers are others', "const x = 'a'; const y = 1;", ["'a' → 'other'", '1 → 2']],
  ['types, imports and words of errors stay', "import a from 'a'; interface I { b: 'b' } throw new SomeError('words');", []],
])('%s', (_name, source, expected) => {
  expect(changes(source)).toEqual(expected);
});

test('each changes one place of the file and leaves the rest', () => {
  expect(texts('const x = { a, b };\nconst y = [1];')).toEqual(['const x = { b };\nconst y = [1];', 'const x = { a,  };\nconst y = [1];', 'const x = { a, b };\nconst y = [];', 'const x = { a, b };\nconst y = [2];']);
});

test('a change is found by its line', () => {
  expect(mutantsOf('source.ts', '\n\nact();').map(({ line }) => line)).toEqual([3]);
});
