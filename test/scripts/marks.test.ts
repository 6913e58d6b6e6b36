import { marked } from '../../scripts/mutation/marks';

const SOURCE = `import { a } from './a';
const one = (x: number) => x + 1;
const two = () => ({ inner() { return one(2); } });
class Three { constructor(readonly y = 4) { y > 3 && two().inner(); } }
new Three();`;

/** The marks of the functions that are called when the text is run. */
function reachedIn(text: string): number[] {
  const reached: number[] = [];
  const script = text.replace(/import .*/, '').replace(/: number/g, '').replace(/readonly /g, '');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  (new Function('reachedFunction', script) as (call: (mark: number) => void) => void)((mark) => reached.push(mark));
  return reached;
}

const places: [string, string, number | undefined][] = [
  ['in an arrow function', 'x + 1', 10],
  ['in the function around another', '({ inner', 11],
  ['in a method', 'one(2)', 12],
  ['in a default value', '4)', 13],
  ['in a constructor', 'y > 3', 13],
  ['outside of all functions', 'new Three', undefined],
];

test.each(places)('the innermost function %s', (_name, text, mark) => {
  expect(marked('lib/source.ts', SOURCE, 10).markAt(SOURCE.indexOf(text))).toBe(mark);
});

test('each function says that it is called, in the order of the calls, and does what it did', () => {
  expect(reachedIn(marked('lib/source.ts', SOURCE, 10).text)).toEqual([13, 11, 12, 10]);
});

test('the marks of a file follow one another, and what it imports is named by its path', () => {
  const { marks, imports } = marked('lib/source.ts', SOURCE, 10);
  expect(marks).toEqual([10, 11, 12, 13]);
  expect(imports).toEqual(['lib/a']);
});
