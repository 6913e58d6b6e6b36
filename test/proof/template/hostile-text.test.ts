import { LIMITS } from '../../../lib/proof/template/limits';
import { parseTemplate } from '../../../lib/proof/template/parse';
import { TemplateError } from '../../../lib/proof/template/value';
import { Work } from '../../../lib/proof/template/work';

const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_v, i) => line(i)).join('\n');
const many = (count: number, text: string): string => Array.from({ length: count }, () => text).join(',');
const bomb = (levels: number, padding = ''): string => `X0: &x0 [${many(9, 'a')}]\n${lines(levels, (i) => `X${i + 1}: &x${i + 1} [${padding}${many(9, `*x${i}`)}]`)}`;
const merges = (levels: number, refs: number): string => `M0: &m0 {a: b}\n${lines(levels, (i) => `M${i + 1}: &m${i + 1} {k${i}: v, <<: [${many(refs, `*m${i}`)}]}`)}`;

const TOO_LARGE = 'template-too-large: aliases unfold to more than 1000000 characters, which CloudFormation does not take; write out what is needed [in h]';
const TOO_DEEP = 'nested-too-deep: values are nested more than 250 deep [in h';

// No clock: what is counted is in proportion to the text, whatever the text is.
test.each<[string, string, string | undefined]>([
  ['aliases of aliases', bomb(6), TOO_LARGE],
  ['more of them', bomb(100), TOO_LARGE],
  ['with padding', `# ${'x'.repeat(20_000)}\nP: {${many(2_000, 'x').replace(/x/g, (_x, at: number) => `k${at}: v`)}}\n${bomb(6, 'p, ')}`, TOO_LARGE],
  ['an alias of a long text', `A: &a ${'x'.repeat(100_000)}\nB: [${many(20, '*a')}]`, TOO_LARGE],
  ['a function of aliases', `A: &a [${many(100, 'x')}]\nB: !Join ['', [${many(900, '*a')}, ${many(900, '*a')}]]`, TOO_LARGE],
  ['keys that are merged again and again', merges(8, 9), TOO_LARGE],
  ['one merged into the next, 2,000 times', merges(2_000, 1), TOO_DEEP],
  ['2,000 anchors in a chain', `C0: &c0 x\n${lines(2_000, (i) => `C${i + 1}: &c${i + 1} [*c${i}]`)}`, TOO_DEEP],
  ['2,000 anchors, and an alias of each', `${lines(2_000, (i) => `C${i}: &c${i} x`)}\n${lines(2_000, (i) => `D${i}: *c${i}`)}`, undefined],
  ['2,000 aliases of one anchor', `C: &c x\n${lines(2_000, (i) => `D${i}: *c`)}`, undefined],
  ['itself', 'A: &a {b: [*a]}', 'bad-yaml: the anchor'],
  ['lists in one line', `A:\n  ${'- '.repeat(10_000)}x`, TOO_DEEP],
  ['keys in one line', `A:\n  ${'? '.repeat(10_000)}x`, TOO_DEEP],
  ['values in one line', `A: ${'b: '.repeat(10_000)}`, TOO_DEEP],
  ['brackets', `A: ${'['.repeat(100_000)}`, TOO_DEEP],
  ['braces', `A: ${'{a: '.repeat(10_000)}`, TOO_DEEP],
  ['brackets that are closed', `A: ${'['.repeat(300)}${']'.repeat(300)}`, TOO_DEEP],
  ['one level further in each line', lines(2_000, (i) => `${' '.repeat(i)}a:`), TOO_DEEP],
  ['tags', `A: ${'!a '.repeat(10_000)}x`, 'bad-yaml: a node can have at most one tag'],
  ['anchors', `A: ${'&a '.repeat(10_000)}x`, 'bad-yaml: a node can have at most one anchor'],
  ['commas', `A: [${','.repeat(10_000)}]`, 'bad-yaml: unexpected , in flow sequence'],
  ['an error in each line', lines(10_000, (i) => `a${i}: "x" y`), 'bad-yaml: unexpected scalar at node end [in h at line 1]'],
  ['documents', 'a: b\n---\n'.repeat(10_000), 'bad-yaml: a second document begins'],
  ['directives', `${'%A b\n'.repeat(10_000)}a: b`, 'bad-yaml: '],
  ['quotes that are never closed', `A: "${'a\n'.repeat(50_000)}`, 'bad-yaml: missing closing "quote'],
  ['a text of backslashes', `A: "${'\\\\'.repeat(100_000)}"`, undefined],
  ['a key without end', `${'k'.repeat(100_000)}: v`, 'bad-yaml: '],
  ['a long line', `A: [${many(20_000, 'abc')}]`, undefined],
  ['20,000 keys', lines(20_000, (i) => `k${i}: v`), undefined],
  ['empty lines', `A:\n${'\n'.repeat(50_000)}  b: c`, undefined],
  ['comments', `A:\n${'# c\n'.repeat(20_000)}  b: c`, undefined],
  ['a block of empty lines', `A: |\n${' \n'.repeat(50_000)}B: c`, undefined],
  ['underscores that begin like a number', `A: 1${'_'.repeat(100_000)}x`, undefined],
  ['JSON: lists', `{"a": ${'['.repeat(1_000_000)}`, TOO_DEEP],
  ['JSON: backslashes', `{"a": "${'\\\\'.repeat(100_000)}"}`, undefined],
  ['JSON: quotes', `{"a": "${'\\"'.repeat(100_000)}"}`, undefined],
  ['JSON: 20,000 keys', `{${Array.from({ length: 20_000 }, (_v, i) => `"k${i}": 1`).join()}}`, undefined],
  ['JSON: a key twice behind 20,000 others', `{${Array.from({ length: 20_000 }, (_v, i) => `"k${i}": 1`).join()}, "k0": 2}`, "duplicate-key: the key 'k0'"],
])('%s end in bounded work', (_name, text, message) => {
  const work = new Work();
  const read = (): unknown => parseTemplate(text, 'h', work);
  if (message === undefined) {
    expect(read).not.toThrow();
  } else {
    expect(read).toThrow(TemplateError);
    expect(() => parseTemplate(text, 'h')).toThrow(message);
  }
  expect(work.done).toBeLessThanOrEqual(3 * text.length + LIMITS.unfolded / 10 + 1);
});

test('an honest template costs in proportion to its length', () => {
  const role = (i: number): string => `  Role${i}:\n    Type: AWS::IAM::Role\n    Properties: {Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: ['s3:GetObject'], Resource: !Sub '\${B.Arn}/x${i}/*'}]}}]}`;
  const [small, large] = [100, 1_000].map((count) => {
    const work = new Work();
    parseTemplate(`Resources:\n${lines(count, role)}`, 'h', work);
    return work.done;
  });
  expect(large / small).toBeGreaterThan(9.5);
  expect(large / small).toBeLessThan(10.5);
});

test('what an alias repeats is one value in two places', () => {
  const { A: one, B: other } = parseTemplate('A: &a {x: [1]}\nB: *a', 'h');
  expect(other).toBe(one);
});
