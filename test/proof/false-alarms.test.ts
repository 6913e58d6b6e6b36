import type { Finding } from '../../lib/proof/findings/finding';
import { at, statements, type Template } from './photo-app';
import { OWN, allow, arn, document, examined, inBucket, ref } from './rules/plain-app';

type Change = (template: Template) => void;

const stated = (template: Template, ...properties: object[]): void => { template.Metadata = { 'cdk-cognito-pools': { version: 1, properties } }; };
const outOfReach = (actions: string[], ...resources: unknown[]): object => ({ kind: 'unreachable', actions, resources });
const bucketPolicy = (...all: object[]): object => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document(...all) } });
const withoutCurators: Change = (t) => { at(t, 'CuratorsRole/Properties').Policies = []; };
const found = (change: Change, rule: string): Finding[] => examined(change).filter((finding) => finding.rule === rule);
const verdicts = (change: Change, rule: string): string[] => [...new Set(found(change, rule).map(({ verdict }) => verdict))];

describe('an identity pool without guests and without the classic flow', () => {
  const noGuests: Change = (t) => {
    at(t, 'IdentityPool/Properties').AllowUnauthenticatedIdentities = false;
    statements(t, 'GuestPolicy').push(allow('s3:*', '*') as Record<string, unknown>, allow('secretsmanager:GetSecretValue', '*') as Record<string, unknown>);
  };
  const noMethods: Change = (t) => { delete at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition')['ForAnyValue:StringLike']; };

  test.each(['guest-wide-access', 'guest-ceiling', 'guest-classic-flow', 'guest-in-signed-in-role'])('%s says nothing of guests', (rule) => {
    expect(verdicts((t) => { noGuests(t); noMethods(t); }, rule).filter((verdict) => verdict !== 'PROVED')).toEqual([]);
  });

  test('a trust policy without amr is nobody\'s way in today, and no guest is shown to take the role', () => {
    expect(found((t) => { noGuests(t); noMethods(t); }, 'trust-authentication').filter(({ resource }) => resource === 'AuthRole')).toMatchObject([{ verdict: 'NOT_PROVED', message: expect.stringContaining('nobody is a guest today') as string }]);
    expect(found((t) => { noGuests(t); noMethods(t); }, 'trust-authentication').filter(({ counterexample }) => counterexample !== undefined)).toEqual([]);
  });

  test.each([[false, 0], [true, 1]])('with guests it is violated, and shown where the classic flow is %s', (classic, shown) => {
    const findings = found((t) => { noMethods(t); at(t, 'IdentityPool/Properties').AllowClassicFlow = classic; }, 'trust-authentication').filter(({ verdict }) => verdict === 'VIOLATED');
    expect(findings.map(({ resource, counterexample }) => [resource, counterexample === undefined ? 0 : 1])).toEqual([['AuthRole', shown]]);
  });
});

describe('whoever may list identities', () => {
  const own = { 'Fn::Sub': 'arn:aws:cognito-identity:${AWS::Region}:${AWS::AccountId}:identitypool/${IdentityPool}' };
  const listing = (actions: string | string[], resource: unknown, guests: boolean): Change => (t) => {
    at(t, 'IdentityPool/Properties').AllowUnauthenticatedIdentities = guests;
    statements(t, 'AuthPolicy').push(allow(actions, resource) as Record<string, unknown>);
  };

  test.each<[string, string | string[], unknown, boolean, string, string]>([
    ['of a pool without guests', ['cognito-identity:ListIdentities', 'cognito-identity:LookupDeveloperIdentity'], own, false, 'PROVED', 'PROVED'],
    ['of any pool of the account', 'cognito-identity:ListIdentities', '*', false, 'VIOLATED', 'PROVED'],
    ['of a pool with guests', 'cognito-identity:ListIdentities', own, true, 'VIOLATED', 'VIOLATED'],
    ['of a pool without guests, and may let guests in', ['cognito-identity:ListIdentities', 'cognito-identity:UpdateIdentityPool'], own, false, 'VIOLATED', 'VIOLATED'],
  ])('%s', (...[, actions, resource, guests, escalates, isolates]) => {
    const change = listing(actions, resource, guests);
    expect(verdicts(change, 'privilege-escalation')).toEqual([escalates]);
    expect(verdicts(change, 'identity-not-isolated').filter((verdict) => verdict !== 'PROVED')).toEqual(isolates === 'PROVED' ? [] : [isolates]);
  });

  test('of all that somebody may do to an identity pool, what changes it is told before what lists', () => {
    expect(found(listing('cognito-identity:*', '*', true), 'privilege-escalation').map(({ message }) => message)).toEqual([expect.stringMatching(/^cognito-identity:SetIdentityPoolRoles changes who gets which role/)]);
  });
});

test('a Deny for another account takes nothing from people of this one', () => {
  const denied: Change = (t) => {
    t.Resources.Denied = bucketPolicy(
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: inBucket('*'), Condition: { StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } } },
      { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::999999999999:role/x' }, Action: 's3:*', Resource: inBucket('*') },
    );
    stated(t, outOfReach(['s3:GetObject'], inBucket('public/*')));
  };
  expect(found(denied, 'unreachable')).toMatchObject([{ verdict: 'VIOLATED', counterexample: { replayed: true, request: { action: 's3:GetObject' } } }]);
});

describe('a permission for requests through a function URL', () => {
  const byUrl = (...more: [string, object][]): Change => (t) => {
    t.Resources.Fn = { Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::111122223333:role/fn', Code: { ZipFile: 'x' } } };
    t.Resources.ByUrl = { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: ref('Fn'), Action: 'lambda:InvokeFunction', Principal: '*', InvokedViaFunctionUrl: true } };
    Object.assign(t.Resources, Object.fromEntries(more));
    stated(t, outOfReach(['lambda:InvokeFunction'], arn('Fn')));
  };

  test('lets nobody in where nobody may use a URL', () => {
    expect(verdicts(byUrl(), 'unreachable')).toEqual(['PROVED']);
  });

  test('lets in whoever may use the URL', () => {
    const open = { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: ref('Fn'), Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' } };
    expect(verdicts(byUrl(['Url', open]), 'unreachable')).toEqual(['VIOLATED']);
  });

  test('without that limit lets in everybody', () => {
    expect(verdicts((t) => { byUrl()(t); delete at(t, 'ByUrl/Properties').InvokedViaFunctionUrl; }, 'unreachable')).toEqual(['VIOLATED']);
  });
});

test.each([['2020-01-01T00:00:00Z', 'PROVED'], ['2999-01-01T00:00:00Z', 'VIOLATED']])('a statement that ends in %s: %s', (until, verdict) => {
  const ending: Change = (t) => {
    statements(t, 'GuestPolicy').push(allow('s3:GetObject', inBucket('reports/*'), { Condition: { DateLessThan: { 'aws:CurrentTime': until } } }) as Record<string, unknown>);
    withoutCurators(t);
    stated(t, outOfReach(['s3:GetObject'], inBucket('reports/*')));
  };
  expect(verdicts(ending, 'unreachable')).toEqual([verdict]);
});

describe('a bucket that leaves access control to its access points, as AWS documents it', () => {
  const delegated: Change = (t) => {
    withoutCurators(t);
    t.Resources.Delegated = bucketPolicy({ Effect: 'Allow', Principal: { AWS: '*' }, Action: '*', Resource: [arn('Photos'), inBucket('*')], Condition: { StringEquals: { 's3:DataAccessPointAccount': { Ref: 'AWS::AccountId' } } } });
    stated(t, outOfReach(['s3:*'], inBucket('reports/*')));
  };

  test.each(['identity-not-isolated', 'privilege-escalation', 'unreachable'])('%s is proved while there is no access point', (rule) => {
    expect(verdicts(delegated, rule)).toEqual(['PROVED']);
  });

  test('an access point that lets everybody in opens it', () => {
    const opened: Change = (t) => {
      delegated(t);
      t.Resources.Point = { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: ref('Photos') } };
      statements(t, 'AuthPolicy').push(allow('s3:GetObject', { 'Fn::Join': ['', [arn('Point'), '/object/*']] }) as Record<string, unknown>);
    };
    expect(verdicts(opened, 'identity-not-isolated')).toEqual(['VIOLATED']);
  });
});

describe("Amplify's access level 'protected'", () => {
  const amplify = (...more: object[]): Change => (t) => {
    withoutCurators(t);
    statements(t, 'AuthPolicy').splice(0, 3, ...([
      allow(['s3:PutObject', 's3:GetObject', 's3:DeleteObject'], [inBucket('public/*'), inBucket(`protected/${OWN}/*`), inBucket(`private/${OWN}/*`)]),
      allow('s3:GetObject', inBucket('protected/*')),
      allow('s3:ListBucket', arn('Photos'), { Condition: { StringLike: { 's3:prefix': ['public/', 'public/*', 'protected/', 'protected/*', `private/${OWN}/`, `private/${OWN}/*`] } } }),
      ...more,
    ] as Record<string, unknown>[]));
    statements(t, 'GuestPolicy').push(allow('s3:GetObject', inBucket('protected/*')) as Record<string, unknown>);
  };

  test('reading is shared and writing isolated, and the finding says so', () => {
    expect(found(amplify(), 'identity-not-isolated')).toMatchObject([{
      verdict: 'PROVED', message: expect.stringContaining("writing is isolated; what lies under 'protected/' is read by others as well") as string,
      assumptions: expect.arrayContaining(["objects under 'protected/' are intended to be read by all"]) as string[],
    }]);
  });

  test.each([
    ['writing under protected/', 's3:PutObject', 'protected/*'], ['deleting under protected/', 's3:DeleteObject', 'protected/*'],
    ['reading what is private', 's3:GetObject', 'private/*'], ['any action under protected/', 's3:*', 'protected/*'],
  ])('%s is not shared', (_name, action, key) => {
    expect(verdicts(amplify(allow(action, inBucket(key))), 'identity-not-isolated')).toEqual(['VIOLATED']);
  });

  test('a folder of another name is not shared', () => {
    const renamed: Change = (t) => {
      amplify()(t);
      const policy = at(t, 'AuthPolicy/Properties');
      Object.assign(policy, JSON.parse(JSON.stringify(policy).replaceAll('protected/', 'users/')) as object);
    };
    expect(verdicts(renamed, 'identity-not-isolated')).toEqual(['VIOLATED']);
  });
});

test('sts:AssumeRole on a role that does not trust the caller leads nowhere', () => {
  const asking = (principal: object): Change => (t) => {
    withoutCurators(t);
    t.Resources.Reports = {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal }), Policies: [{ PolicyName: 'p', PolicyDocument: document(allow('s3:*', inBucket('reports/*'))) }] },
    };
    statements(t, 'AuthPolicy').push(allow('sts:AssumeRole', arn('Reports')) as Record<string, unknown>);
    stated(t, outOfReach(['s3:*'], inBucket('reports/*')));
  };
  const service = asking({ Service: 'lambda.amazonaws.com' });
  expect([...verdicts(service, 'unreachable'), ...verdicts(service, 'privilege-escalation')]).toEqual(['PROVED', 'PROVED']);
  expect(verdicts(asking({ AWS: arn('AuthRole') }), 'unreachable')).toEqual(['VIOLATED']);
});

test.each([[true, 'VIOLATED'], [undefined, 'PROVED']])('listing what lies under the empty prefix, where what begins a prefix counts as it (%s): %s', (prefixes, verdict) => {
  const listing: Change = (t) => {
    withoutCurators(t);
    statements(t, 'AuthPolicy').push(allow('s3:ListBucket', arn('Photos'), { Condition: { StringEquals: { 's3:prefix': ['', 'users/'], 's3:delimiter': ['/'] } } }) as Record<string, unknown>);
    stated(t, {
      kind: 'isolated', title: 'own objects', owner: { kind: 'identity-id' },
      slices: [{ actions: ['s3:GetObject'], resource: inBucket('users/${owner}/*') }, { actions: ['s3:ListBucket'], resource: arn('Photos'), key: 's3:prefix', value: 'users/${owner}/*', prefixes }],
    });
  };
  expect(verdicts(listing, 'isolated')).toEqual([verdict]);
});
