import { printed, printedJson, visible } from '../../lib/text/visible';

test.each<[string, string, string]>([
  ['escape sequences', '\u001b[31mPROVED\u001b[0m', '\\u001b[31mPROVED\\u001b[0m'],
  ['line ends', 'a\nb\r\nc', 'a\\u000ab\\u000d\\u000ac'],
  ['tabs, bells and NUL', '\t\u0007\0', '\\u0009\\u0007\\u0000'],
  ['the controls of eight bits', '\u009b31m\u0085\u007f', '\\u009b31m\\u0085\\u007f'],
  ['what turns the order around', 'a\u202eb\u2066c\u200f', 'a\\u202eb\\u2066c\\u200f'],
  ['what has no width', 'a\u200bb\u200dc\ufeffd\u2060e\u00adf\u034fg', 'a\\u200bb\\u200dc\\ufeffd\\u2060e\\u00adf\\u034fg'],
  ['line and paragraph separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ['what is beyond sixteen bits', 'a\u{e0041}\u{1d173}', 'a\\u{e0041}\\u{1d173}'],
  ['halves of pairs', 'a\ud800b', 'a\\ud800b'],
  ['private use', 'a\ue000', 'a\\ue000'],
  ['fillers that look like nothing', '\u3164\u115f\u2800', '\\u3164\\u115f\u2800'],
  ['commands of GitHub Actions', '::error::x', '\\u003a:error::x'],
  ['commands after space', ' \u3000::stop-commands::x', ' \u3000\\u003a:stop-commands::x'],
  ['commands of other pipelines', 'x ##[error] ##vso[task] ##teamcity[x]', 'x \\u0023#[error] \\u0023#vso[task] \\u0023#teamcity[x]'],
])('shows %s', (_name, text, expected) => {
  expect(visible(text)).toBe(expected);
  expect(visible(visible(text))).toBe(expected);
});

test.each(['arn:aws:s3:::bucket/${x}/*', 'AWS::Cognito::UserPool', 'a :: b', '# ## [x]', 'Grüße, 日本語 😀 é', '\\u001b'])('leaves %s as it is', (text) => expect(visible(text)).toBe(text));

test('no text makes a line of its own', () => {
  expect(printed(['why    a\n::error::b', '::x'])).toBe('why    a\\u000a::error::b\n\\u003a:x');
});

test('JSON keeps its value', () => {
  const value = { 'a\u001b\u009b': ['\n::x', '##vso[x]', '\u{e0041}\u202e\ud800', '😀'] };
  for (const indent of [undefined, 2]) {
    const text = printedJson(value, indent);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).not.toMatch(/[\u007f-\u009f\u202e]|##vso|\u{e0041}/u);
    for (const line of text.split('\n')) expect(line).not.toMatch(/^\s*::|[\u0000-\u001f]/);
  }
});
