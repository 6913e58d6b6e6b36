import { ExampleRun } from '../../examples/support';
import type { Check } from '../../examples/support';

function start(outputs = {}) {
  const reported: Check[] = [];
  return { run: new ExampleRun('photo', { endpoint: 'http://127.0.0.1:1', region: 'us-east-1', outputs }, (check) => reported.push(check)), reported };
}

function failure(fields: object): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error('no'), fields));
}

test('an allowed action hands on its result', async () => {
  const { run, reported } = start();
  expect(await run.allowed('reads', () => Promise.resolve(7))).toBe(7);
  expect(reported).toEqual([{ outcome: 'allowed', what: 'reads' }]);
});

test('an action that should be allowed and is not ends the example as failed, once', async () => {
  const { run, reported } = start();
  await run.complete(async (example) => {
    await example.allowed('reads', failure({ name: 'AccessDenied' }));
    example.equal('never reached', 1, 2);
  });
  expect(reported).toEqual([{ outcome: 'failed', what: 'reads', detail: 'should be allowed: AccessDenied: no' }]);
});

class JwtInvalidSignatureError extends Error {}
class JwtParseError extends Error {}

test.each([
  ['an AWS error name', { name: 'AccessDenied' }, 'AccessDenied'],
  ['an error code', { code: 'NotAuthorizedException' }, 'NotAuthorizedException'],
  ['the status of an AWS response', { name: 'Unknown', $metadata: { httpStatusCode: 403 } }, 'HTTP 403'],
  ['the status of a page', { status: 401 }, 'HTTP 401'],
])('%s of authorization is a refusal', async (_, fields, reason) => {
  const { run, reported } = start();
  await run.refused('reads', failure(fields));
  expect(reported).toEqual([{ outcome: 'refused', what: 'reads', detail: reason }]);
});

test('a token that does not verify is a refusal, one that cannot be read is not', async () => {
  const { run, reported } = start();
  await run.refused('forged', () => Promise.reject(new JwtInvalidSignatureError()));
  await run.refused('garbage', () => Promise.reject(new JwtParseError()));
  expect(reported.map(({ outcome }) => outcome)).toEqual(['refused', 'failed']);
});

test.each([
  ['a missing resource', { name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } }],
  ['a wrong request', { name: 'ValidationException', $metadata: { httpStatusCode: 400 } }],
  ['a fault', { name: 'InternalError', $metadata: { httpStatusCode: 500 } }],
  ['no connection', { name: 'TimeoutError', code: 'ECONNREFUSED' }],
  ['a page that is not there', { status: 404 }],
])('%s is no refusal', async (_, fields) => {
  const { run, reported } = start();
  await run.refused('reads', failure(fields));
  expect(reported[0]).toMatchObject({ outcome: 'failed', what: 'reads' });
  expect(reported[0].detail).toMatch(/^should be refused, but failed: /);
});

test('something allowed is no refusal', async () => {
  const { run, reported } = start();
  await run.refused('reads', () => Promise.resolve());
  expect(reported).toEqual([{ outcome: 'failed', what: 'reads', detail: 'should be refused, but was allowed' }]);
});

test('a named reason is demanded', async () => {
  const { run, reported } = start();
  await run.refused('classic flow', failure({ name: 'InvalidParameterException' }), 'InvalidParameterException');
  await run.refused('classic flow', failure({ name: 'AccessDenied' }), 'InvalidParameterException');
  expect(reported).toEqual([
    { outcome: 'refused', what: 'classic flow', detail: 'InvalidParameterException' },
    { outcome: 'failed', what: 'classic flow', detail: 'should be refused with InvalidParameterException, but failed: AccessDenied: no' },
  ]);
});

test('equality is deep', () => {
  const { run, reported } = start();
  run.equal('same', { a: [1] }, { a: [1] });
  run.equal('different', { a: [1] }, { a: [2] });
  expect(reported).toEqual([{ outcome: 'equal', what: 'same' }, { outcome: 'failed', what: 'different', detail: '{"a":[1]} instead of {"a":[2]}' }]);
});

test('what cannot be done here is reported with its reason', () => {
  const { run, reported } = start();
  run.notHere('signs in at Google', 'its page is outside');
  expect(reported).toEqual([{ outcome: 'not-here', what: 'signs in at Google', detail: 'its page is outside' }]);
});

test('a client that throws, or that checks nothing, has failed', async () => {
  const { run, reported } = start();
  await run.complete(() => Promise.reject(new TypeError('oops')));
  expect(reported).toEqual([{ outcome: 'failed', what: 'the client runs to its end', detail: 'TypeError: oops' }]);
  const idle = start();
  await idle.run.complete(() => Promise.resolve());
  expect(idle.reported).toEqual([{ outcome: 'failed', what: 'the client checks something', detail: 'it reported nothing' }]);
});

test('a missing output names those that exist', () => {
  const { run } = start({ Bucket: 'b', Stream: 's' });
  expect(run.output('Bucket')).toBe('b');
  expect(() => run.output('Table')).toThrow("stack 'photo' has no output 'Table', only: Bucket, Stream");
});
