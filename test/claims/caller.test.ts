import { Caller, IamCaller, NoCallerError, NotAllowedError, type RestApiTokens, type TrustedTokens } from '../../claims';

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ours';
const ours = { issuer };
const known = { issuer, groups: ['finance', 'it'] };
const restApi = (claims: object, trusted: RestApiTokens = known) => Caller.fromRestApi({ requestContext: { authorizer: { claims: { iss: issuer, ...claims } } } }, trusted);
const httpApi = (claims: Record<string, unknown>, trusted: TrustedTokens = ours) => Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { iss: issuer, ...claims } } } } }, trusted);
const lambda = { claims: JSON.stringify({ 'iss': issuer, 'sub': 'ada', 'cognito:groups': ['finance', 'a,b', '[c d]'], 'scope': 'orders/read' }) };

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
    ['GraphQL API: a list', Caller.fromGraphqlApi({ identity: { claims: { 'iss': issuer, 'sub': 'ada', 'cognito:groups': ['finance', 'a,b'] } } }, ours), ['finance', 'a,b']],
    ['REST API, Lambda authorizer: as they are', Caller.fromRestApi({ requestContext: { authorizer: lambda } }, ours), ['finance', 'a,b', '[c d]']],
    ['HTTP API, Lambda authorizer: as they are', Caller.fromHttpApi({ requestContext: { authorizer: { lambda } } }, ours), ['finance', 'a,b', '[c d]']],
  ])('%s', (_door, { sub, groups }, expected) => {
    expect(sub).toBe('ada');
    expect(groups).toEqual(expected);
  });
});

test('errors have names, which tell 401 from 403 where classes are not at hand', () => {
  expect([new NoCallerError('x'), new NotAllowedError('x')].map(({ name }) => name)).toEqual(['NoCallerError', 'NotAllowedError']);
});

test('scopes stand in access tokens only', () => {
  expect(httpApi({ sub: 'ada', scope: 'openid orders/read' }).scopes).toEqual(['openid', 'orders/read']);
  expect(httpApi({ sub: 'ada' }).scopes).toEqual([]);
});

test.each<[string, () => unknown]>([
  ['an open method of a REST API', () => Caller.fromRestApi({ requestContext: {} }, ours)],
  ['no authorizer', () => Caller.fromRestApi({ requestContext: { authorizer: null } }, ours)],
  ['an event of something else', () => Caller.fromRestApi({}, ours)],
  ['another authorizer of a REST API', () => Caller.fromRestApi({ requestContext: { authorizer: { principalId: 'ada', claims: 'not json' } } }, ours)],
  ['claims that are not an object', () => Caller.fromRestApi({ requestContext: { authorizer: { claims: '"ada"' } } }, ours)],
  ['an open route of an HTTP API', () => Caller.fromHttpApi({ requestContext: {} }, ours)],
  ['an IAM route of an HTTP API', () => Caller.fromHttpApi({ requestContext: { authorizer: { iam: { cognitoIdentity: { identityId: 'eu-west-1:1' } } } } }, ours)],
  ['a GraphQL field reached with a key', () => Caller.fromGraphqlApi({ identity: null }, ours)],
  ['a GraphQL field reached with a signature', () => Caller.fromGraphqlApi({ identity: { cognitoIdentityId: 'eu-west-1:1' } }, ours)],
  ['claims without a subject', () => restApi({ email: 'ada@example.com' })],
])('%s: there is no caller', (_what, read) => {
  expect(read).toThrow(NoCallerError);
});

test('headers are no claims', () => {
  expect(() => Caller.fromRestApi({ headers: { 'cognito:groups': 'finance' }, requestContext: {} } as never, ours)).toThrow('no-caller: no token was verified before this function was called');
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

describe('a token of another issuer is of nobody', () => {
  const other = { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_theirs' };
  test.each<[string, () => unknown]>([
    ['REST API', () => restApi({ ...other, sub: 'ada' })],
    ['REST API, Lambda authorizer', () => Caller.fromRestApi({ requestContext: { authorizer: { claims: JSON.stringify({ ...other, sub: 'ada' }) } } }, ours)],
    ['HTTP API', () => httpApi({ ...other, sub: 'ada' })],
    ['GraphQL API, a provider beside', () => Caller.fromGraphqlApi({ identity: { claims: { 'iss': 'https://idp.example.com', 'sub': 'ada', 'cognito:groups': ['finance'] } } }, ours)],
    ['GraphQL API, no issuer', () => Caller.fromGraphqlApi({ identity: { claims: { sub: 'ada' } } }, ours)],
  ])('%s', (_door, read) => expect(read).toThrow(new NoCallerError('the token is of another issuer')));

  test('nobody is a caller where no issuer is trusted', () => {
    for (const trusted of [{}, { issuer: '' }, { issuer: undefined }]) expect(() => httpApi({ sub: 'ada' }, trusted as never)).toThrow('no-caller: no issuer is trusted: give that of the user pool, { issuer: auth.issuerUrl }');
  });

  test('an issuer that is not given trusts nobody, beside others too', () => {
    for (const nothing of ['', undefined]) expect(() => httpApi({ sub: 'ada', iss: nothing }, { issuer: [issuer, nothing] } as never)).toThrow('no-caller: the token is of another issuer');
  });

  test('of several that are trusted each is', () => expect(httpApi({ ...other, sub: 'ada' }, { issuer: [issuer, other.iss] }).sub).toBe('ada'));
});

describe('groups that a REST API has joined', () => {
  const CANNOT = "no-caller: the groups of the token cannot be told apart: give the groups of the user pool as 'groups', without commas in their names, or use the Lambda authorizer";
  const groups = (joined: string, trusted: RestApiTokens) => () => restApi({ 'sub': 'ada', 'cognito:groups': joined }, trusted).groups;

  test.each<[string, string, RestApiTokens]>([
    ['a name with a comma is not two groups', 'x,finance', known],
    ['nor where it is known', 'x,finance', { issuer, groups: ['x', 'finance', 'x,finance'] }],
    ['several, and no list', 'finance,it', ours],
  ])('%s', (_name, joined, trusted) => expect(groups(joined, trusted)).toThrow(CANNOT));

  test('one needs no list', () => expect(groups('finance', ours)()).toEqual(['finance']));
});
