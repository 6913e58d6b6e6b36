import fc from 'fast-check';
import { wrapped } from '../../../lib/proof/html-report/wrapped';

test.each<[string, string, string[]]>([
  ['a name that fits', 'AuthRole', ['AuthRole']],
  ['an ARN, between its parts', '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/*', ['${Photos.Arn}/users/', '${cognito-identity.', 'amazonaws.com:sub}/*']],
  ['words, without the space that is broken at', "by group 'curators', enhanced flow", ["by group 'curators',", 'enhanced flow']],
  ['a name without parts, wherever it must', 'a'.repeat(45), ['a'.repeat(20), 'a'.repeat(20), 'aaaaa']],
  ['nothing', '', ['']],
])('%s', (_name, text, lines) => expect(wrapped(text, 20)).toEqual(lines));

test('nothing is lost, and no line is longer than it may be', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '/', '.', ':', '}', ' ', '😀') }), fc.integer({ min: 1, max: 9 }), (text, most) => {
    const lines = wrapped(text, most);
    expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(most);
  }));
});
