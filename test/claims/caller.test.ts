import { Caller, IamCaller, NoCallerError, NotAllowedError } from '../../claims';

const restApi = (claims: unknown) => Caller.fromRestApi({ requestContext: { authorizer: { claims } } });
const httpApi = (claims: Record<string, unknown>) => Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims } } } });
const lambda = { claims: JSON.stringify({ 'sub': 'ada', 'cognito:groups': ['finance', 'a,b', '[c d]'], 'scope': 'orders/read' }) };

describe('groups, as each authorizer writes them', () => {
  test.each<[string, Caller, string[]]>([
    ['REST API: joined with commas', restApi({ 'sub': 'ada', 'cognito:groups': 'finance,it' }), ['finance', 'it']],
    ['REST API: one', restApi({ 'sub': 'ada', 'cognito:groups': 'finance' }), ['finance']],
    ['REST API: none', restApi({ sub: 'ada' }), []],
    ['REST API: empty', restApi({ 'sub': 'ada', 'cognito:groups': '' }), []],
    ['HTTP API: in brackets', httpApi({ 'sub': 'ada', 'cognito:groups': '[finance it]' }), ['finance', 'it']],
    ['HTTP API: one', httpApi({ 'sub': 'ada', 'cognito:groups': '[finance]' }), ['finance']],
    ['HTTP API: a comma belongs to the name', httpApi({ 'sub': 'ada', 'cognito:groups': '[a,b]' }), ['a,b']],
    ['HTTP API: none', httpApi({ sub: 'ada' }), []],
    ['GraphQL API: a list', Caller.fromGraphqlApi({ identity: { claims: { 'sub': 'ada', 'cognito:groups': ['finance', 'a,b'] } } }), ['finance', 'a,b']],
    ['REST API, Lambda authorizer: as they are', Caller.fromRestApi({ requestContext: { authorizer: lambda } }), ['finance', 'a,b', '[c d]']],
    ['HTTP API, Lambda authorizer: as they are', Caller.fromHttpApi({ requestContext: { authorizer: { lambda } } }), ['finance', 'a,b', '[c d]']],
  ])('%s', (_door, { sub, groups }, expected) => {
    expect(sub).toBe('ada');
    expect(groups).toEqual(expected);
  });
});

test('scopes stand in access tokens only', () => {
  expect(httpApi({ sub: 'ada', scope: 'openid orders/read' }).scopes).toEqual(['openid', 'orders/read']);
  expect(httpApi({ sub: 'ada' }).scopes).toEqual([]);
});

test.each<[string, () => unknown]>([
  ['an open method of a REST API', () => Caller.fromRestApi({ requestContext: {} })],
  ['no authorizer', () => Caller.fromRestApi({ requestContext: { authorizer: null } })],
  ['an event of something else', () => Caller.fromRestApi({})],
  ['another authorizer of a REST API', () => Caller.fromRestApi({ requestContext: { authorizer: { principalId: 'ada', claims: 'not json' } } })],
  ['claims that are not an object', () => Caller.fromRestApi({ requestContext: { authorizer: { claims: '"ada"' } } })],
  ['an open route of an HTTP API', () => Caller.fromHttpApi({ requestContext: {} })],
  ['an IAM route of an HTTP API', () => Caller.fromHttpApi({ requestContext: { authorizer: { iam: { cognitoIdentity: { identityId: 'eu-west-1:1' } } } } })],
  ['a GraphQL field reached with a key', () => Caller.fromGraphqlApi({ identity: null })],
  ['a GraphQL field reached with a signature', () => Caller.fromGraphqlApi({ identity: { cognitoIdentityId: 'eu-west-1:1' } })],
  ['claims without a subject', () => restApi({ email: 'ada@example.com' })],
])('%s: there is no caller', (_what, read) => {
  expect(read).toThrow(NoCallerError);
});

test('headers are no claims', () => {
  expect(() => Caller.fromRestApi({ headers: { 'cognito:groups': 'finance' }, requestContext: {} } as never)).toThrow('no-caller: no token was verified before this function was called');
});

test('members go on, others do not', () => {
  const caller = httpApi({ 'sub': 'ada', 'cognito:groups': '[finance]', 'scope': 'orders/read' });
  expect(() => caller.requireGroup('it', 'finance')).not.toThrow();
  expect(() => caller.requireGroup('it', 'accounting')).toThrow(new NotAllowedError('this is for members of it or accounting'));
  expect(() => caller.requireGroup()).toThrow(NotAllowedError);
  expect(() => caller.requireScope('orders/read')).not.toThrow();
  expect(() => caller.requireScope('orders/write')).toThrow('not-allowed: this needs the scope orders/write');
});

describe('callers who sign with credentials of an identity pool', () => {
  const POOL = 'eu-west-1:pool';
  const rest = (pool: string | null, type = 'authenticated') => IamCaller.fromRestApi({ requestContext: { identity: { cognitoIdentityId: pool && 'eu-west-1:ada', cognitoIdentityPoolId: pool, cognitoAuthenticationType: type } } }, POOL);
  const http = (pool: string | null, type = 'authenticated') => IamCaller.fromHttpApi({ requestContext: { authorizer: { iam: { cognitoIdentity: pool === null ? null : { identityId: 'eu-west-1:ada', identityPoolId: pool, amr: [type] } } } } }, POOL);
  const graphql = (pool: string | null, type = 'authenticated') => IamCaller.fromGraphqlApi({ identity: { cognitoIdentityId: pool && 'eu-west-1:ada', cognitoIdentityPoolId: pool, cognitoIdentityAuthType: type } }, POOL);

  test.each([['REST API', rest], ['HTTP API', http], ['GraphQL API', graphql]])('%s', (_door, from) => {
    expect(from(POOL)).toEqual(expect.objectContaining({ identityId: 'eu-west-1:ada', signedIn: true }));
    expect(() => from(POOL).requireSignedIn()).not.toThrow();
    expect(() => from(POOL, 'unauthenticated').requireSignedIn()).toThrow(new NotAllowedError('this is not for guests'));
    expect(() => from('eu-west-1:other')).toThrow(new NoCallerError('the credentials are of another identity pool'));
    expect(() => from(null)).toThrow(new NoCallerError('the request was not signed with credentials of an identity pool'));
  });
});
