import type { ReadyDomain } from '../../../lib/proof/solver/automata';
import { readAlphabet, readDomain } from '../../../lib/proof/solver/automata';
import type { Domain } from '../../../lib/proof/solver';

function holds(domain: Domain, text: string): boolean {
  const ready = readDomain(domain) as ReadyDomain;
  if (text === '') return ready.empty;
  const end = Array.from(text).reduce((state, letter) => (state === -1 ? -1 : ready.automaton.next(state, letter)), ready.automaton.start);
  return end !== -1 && ready.automaton.accepts(end);
}

const UUID = '11111111-2222-3333-4444-555555555555';

test.each<[Domain, string[], string[]]>([
  [{ kind: 'identity-id' }, [`eu-west-1:${UUID}`, 'us-gov-west-1:f-', 'cn-north-1:0', 'eusc-de-east-1:0'], ['', 'a', ':0', 'a:0', 'us-east-1:', 'us-east-1:g', 'us-east-1/b:0', 'us-east-1:0:0', 'US-EAST-1:0', 'us-east:0', 'aaa-0:0']],
  [{ kind: 'region' }, ['us-east-1', 'us-iso-east-1', 'ap-southeast-12'], ['', 'a', '1', 'us-east-', 'us_east-1', 'us-east-1:0', 'us-east-123']],
  [{ kind: 'observed-identity-id' }, [`eu-west-1:${UUID}`], [`eu-west-1:${UUID}0`, 'eu-west-1:0', `EU:${UUID}`]],
  [{ kind: 'session-tag' }, ['', 'a', 'a/b', 'é=+-@:_.', 'a b'], ['*', 'a?', '$']],
  [{ kind: 'alphabet', alphabet: '[A-Za-z0-9-]' }, ['a', 'A-9'], ['', 'a/b', 'a_b']],
  [{ kind: 'values', values: ['a', 'ab', ''] }, ['', 'a', 'ab'], ['b', 'abc']],
  [{ kind: 'not', values: ['a', 'ab'] }, ['', 'b', 'abc', 'aa'], ['a', 'ab']],
  [{ kind: 'any' }, ['', 'a', '*'], []],
])('%j', (domain, inside, outside) => {
  expect(inside.filter((text) => !holds(domain, text))).toEqual([]);
  expect(outside.filter((text) => holds(domain, text))).toEqual([]);
});

test.each<[string, string]>([
  ['(a|b)', 'the alphabet (a|b) is not one character class such as [A-Za-z0-9-]'],
  ['[^/]', 'the alphabet [^/] is not one character class such as [A-Za-z0-9-]'],
  ['[a-z]*', 'the alphabet [a-z]* is not one character class such as [A-Za-z0-9-]'],
  ['[]', 'the alphabet [] is not one character class such as [A-Za-z0-9-]'],
  ['[z-a]', 'the alphabet [z-a] holds more than printable ASCII, or a range that is upside down'],
  ['[à-ü]', 'the alphabet [à-ü] holds more than printable ASCII, or a range that is upside down'],
])('%s cannot be read', (alphabet, reason) => {
  expect(readAlphabet(alphabet)).toBe(reason);
  expect(readDomain({ kind: 'alphabet', alphabet })).toBe(reason);
});

test.each<[string, string, string]>([
  ['[\\w-]', 'aZ_9-', '.'],
  ['[\\d.]+', '0.', 'a'],
  ['[a\\-z]', 'a-z', 'b'],
  ['[\\]\\\\]', ']\\', '['],
])('%s', (alphabet, inside, outside) => {
  const read = readAlphabet(alphabet);
  if (typeof read === 'string') throw new Error(read);
  expect(Array.from(inside).every(read.in)).toBe(true);
  expect(Array.from(outside).some(read.in)).toBe(false);
});
