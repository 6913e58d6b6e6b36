import type { Finding } from '../../../lib/proof/findings/finding';
import { renderFinding } from '../../../lib/proof/findings/render';
import { proveTemplates } from '../../../lib/proof/prove';
import { OWN, at, letTagsIn, list, photoApp, policy, statements, trust, underUsers, type Template } from '../photo-app';

const prove = (template: Template): Finding[] => proveTemplates([{ file: 'photo-app.json', body: template }], () => undefined);
const summary = (findings: Finding[]): string[] => findings.filter(({ verdict }) => verdict !== 'PROVED')
  .map((f) => [f.rule, f.verdict, f.statement ?? f.resource].join(' '));
const changed = (change: (template: Template) => void): Template => {
  const template = photoApp();
  change(template);
  return template;
};
const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });

test('every promise of the template is proved', () => {
  const findings = prove(photoApp());
  expect(summary(findings)).toEqual([]);
  expect(findings.map(({ rule }) => rule)).toEqual(['isolated', 'limited', 'limited', 'limited', 'guarded', 'guarded', 'guarded', 'exclusive', 'server-only']);
});

describe('own objects', () => {
  test('an extra read grant to everybody signed in breaks isolation, and the statement is named', () => {
    const findings = prove(changed((t) => {
      statements(t, 'AuthPolicy').push({ Effect: 'Allow', Action: ['s3:GetObject*', 's3:List*'], Resource: [arn('Photos'), { 'Fn::Join': ['', [arn('Photos'), '/*']] }] });
      list(t, 'AuthPolicy/Metadata/cdk-cognito-pools/granted/0/statements').push({ actions: ['s3:GetObject*', 's3:List*'], resources: [arn('Photos'), { 'Fn::Join': ['', [arn('Photos'), '/*']] }] });
    }));
    expect(summary(findings)).toEqual(['isolated VIOLATED AuthPolicy.Statement[2]']);
    expect(findings[0].counterexample?.replayed).toBe(true);
    expect(findings[0].fix).toContain("take out the grant to 'authenticated'");
  });

  test('a grant to curators other than through the exception breaks it, and the fix names the way', () => {
    const [finding, ...rest] = prove(changed((t) => {
      t.Resources.CuratorsPolicy = policy('group:curators', ['CuratorsRole'], [{ Effect: 'Allow', Action: 's3:GetObject', Resource: underUsers('*') }]);
      delete at(t, 'AuthPolicy/Metadata/cdk-cognito-pools/isolated/0').except;
    }));
    expect(summary([finding, ...rest])).toEqual(['isolated VIOLATED CuratorsPolicy.Statement[0]']);
    expect(finding.fix).toContain("readAll(auth.group('curators'))");
    expect(renderFinding(finding)).toMatch(new RegExp([
      '^VIOLATED  users reach only their own objects \\(s3:GetObject\\)',
      'who    signed-in user in group \'curators\', identity id="[^"]+", role CuratorsRole, enhanced flow',
      'reads  \\$\\{Photos.Arn\\}/users/[^ ]+   owner identity id="[^"]+"',
      'by     CuratorsPolicy.Statement\\[0\\]  \\$\\{Photos.Arn\\}/users/\\*',
      'why    .+      replayed by the evaluator: yes',
    ].join('\n')));
  });

  test('a bucket policy that opens the prefix breaks it', () => {
    const findings = prove(changed((t) => statements(t, 'PhotosPolicy').push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: underUsers('*') })));
    expect(summary(findings)).toEqual(['isolated VIOLATED PhotosPolicy.Statement[1]']);
  });

  test('a bucket policy that opens the prefix to one role breaks it', () => {
    const findings = prove(changed((t) => statements(t, 'PhotosPolicy').push({ Effect: 'Allow', Principal: { AWS: arn('GuestRole') }, Action: 's3:GetObject', Resource: underUsers('*') })));
    expect(summary(findings)).toEqual(['isolated VIOLATED PhotosPolicy.Statement[1]', 'limited VIOLATED PhotosPolicy.Statement[1]']);
  });

  test('a bucket policy that opens the prefix to one session of a role is not overlooked among many roles', () => {
    const findings = prove(changed((t) => statements(t, 'PhotosPolicy').push({
      Effect: 'Allow', Action: 's3:GetObject', Resource: underUsers('*'),
      Principal: { AWS: { 'Fn::Sub': 'arn:aws:sts::${AWS::AccountId}:assumed-role/${GuestRole}/CognitoIdentityCredentials' } },
    })));
    expect(findings.find(({ rule }) => rule === 'isolated')?.verdict).not.toBe('PROVED');
  });

  test('one slash dropped after the variable: whether one id begins another is not documented away', () => {
    const findings = prove(changed((t) => { statements(t, 'AuthPolicy')[0].Resource = underUsers(`${OWN}*`); }));
    expect(findings.find(({ rule }) => rule === 'isolated')?.verdict).not.toBe('PROVED');
    expect(findings.find(({ rule }) => rule === 'isolated')?.statement).toBe('AuthPolicy.Statement[0]');
  });

  test('the variable in mid-path reaches what others put there', () => {
    const findings = prove(changed((t) => { statements(t, 'AuthPolicy')[0].Resource = underUsers(`*/${OWN}/*`); }));
    expect(summary(findings)).toEqual(expect.arrayContaining(['isolated VIOLATED AuthPolicy.Statement[0]', 'limited VIOLATED AuthPolicy.Statement[0]']));
  });

  test('a Deny makes a wide grant safe', () => {
    const wide = { Effect: 'Allow', Action: 's3:GetObject', Resource: underUsers('*') };
    const narrowed = { Effect: 'Deny', Action: 's3:*', NotResource: [underUsers(`${OWN}/*`), arn('Photos')] };
    const build = (...extra: object[]): Template => changed((t) => {
      statements(t, 'AuthPolicy').push(wide, ...extra as Record<string, unknown>[]);
      list(t, 'AuthPolicy/Metadata/cdk-cognito-pools/granted/0/statements').push({ actions: ['s3:GetObject'], resources: [wide.Resource] });
    });
    expect(summary(prove(build()))).toEqual(['isolated VIOLATED AuthPolicy.Statement[2]']);
    expect(summary(prove(build(narrowed)))).toEqual([]);
  });

  test('a managed policy that the role gets besides: known text is decided, unknown text is UNKNOWN', () => {
    const attach = (name: string): string[] => summary(prove(changed((t) => { at(t, 'AuthRole/Properties').ManagedPolicyArns = [{ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` }]; })));
    expect(attach('AmazonS3ReadOnlyAccess')).toEqual(['isolated VIOLATED AuthRole.ManagedPolicyArns[0].Statement[0]', 'limited VIOLATED AuthRole.ManagedPolicyArns[0].Statement[0]']);
    // The text may allow anything: to change who is in a group, and what app clients write.
    expect(attach('SomethingElse').map((line) => line.replace(/ AuthRole.*/, ''))).toEqual(['isolated UNKNOWN', 'limited UNKNOWN', 'exclusive UNKNOWN CuratorsRole', 'server-only UNKNOWN UserPool']);
  });

  test('the classic flow hands every trusting role to everybody who signed in', () => {
    const findings = prove(changed((t) => {
      at(t, 'IdentityPool/Properties').AllowClassicFlow = true;
      delete at(t, 'Attachment/Properties').RoleMappings;
    }));
    expect(summary(findings)).toEqual(['isolated VIOLATED CuratorsPolicy.Statement[0]', 'exclusive VIOLATED IdentityPool']);
  });

  test('with an identity pool that is not in the templates nothing is known', () => {
    const findings = prove(changed((t) => {
      delete t.Resources.IdentityPool;
      t.Parameters = { IdentityPool: { Type: 'String' } };
    }));
    expect(new Set(findings.filter(({ rule }) => rule !== 'server-only').map(({ verdict }) => verdict))).toEqual(new Set(['UNKNOWN']));
  });
});

test('what the template does not show keeps every promise from being proved', () => {
  const findings = prove(changed((t) => { t.Transform = 'Mine'; }));
  expect(new Set(findings.map(({ verdict, message }) => `${verdict} ${message}`))).toEqual(new Set(["UNKNOWN the transform 'Mine' may change anything at deployment"]));
});

test('a promise that breaks under one condition is broken, and the condition is named', () => {
  const findings = prove(changed((t) => {
    t.Parameters = { Stage: { Type: 'String' } };
    t.Conditions = { IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] } };
    at(t, 'AuthRole/Properties').ManagedPolicyArns = { 'Fn::If': ['IsTest', ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'], { Ref: 'AWS::NoValue' }] };
  }));
  expect(findings.find(({ rule }) => rule === 'isolated')).toMatchObject({ verdict: 'VIOLATED', assumptions: ["${Stage} is 'test'"] });
});

describe('tenants', () => {
  const tenants = (change: (template: Template) => void = () => undefined, owner: object = {}): Finding[] => prove(changed((t) => {
    t.Resources.TagMap = { Type: 'AWS::Cognito::IdentityPoolPrincipalTag', Properties: {
      IdentityPoolId: { Ref: 'IdentityPool' }, IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, UseDefaults: false, PrincipalTags: { tenantId: 'custom:tenantId' },
    } };
    letTagsIn(t, 'AuthRole', 'CuratorsRole');
    delete t.Resources.CuratorsPolicy;
    t.Resources.AuthPolicy = policy('authenticated', ['AuthRole', 'CuratorsRole'],
      [{ Effect: 'Allow', Action: 's3:GetObject', Resource: underUsers('${aws:PrincipalTag/tenantId}/*') }],
      [{ identityPool: { Ref: 'IdentityPool' }, title: 'tenants are isolated', owner: { kind: 'session-tag', tag: 'tenantId', ...owner }, slices: [{ actions: ['s3:GetObject'], resource: underUsers('${owner}/*') }] }]);
    change(t);
  }));
  const isolated = (findings: Finding[]): Finding | undefined => findings.find(({ rule }) => rule === 'isolated');

  test('are not apart while a tag may hold a slash', () => {
    const finding = isolated(tenants());
    expect(finding).toMatchObject({ verdict: 'VIOLATED', statement: 'AuthPolicy.Statement[0]', fix: 'constrain the claim to [A-Za-z0-9-]+, or use immutable ids' });
  });

  test('are apart when the values are constrained, and the verdict says so', () => {
    const finding = isolated(tenants(undefined, { alphabet: '[A-Za-z0-9-]' }));
    expect(finding?.verdict).toBe('PROVED');
    expect(finding?.assumptions).toContain("values of the tag 'tenantId' are made of [A-Za-z0-9-]");
  });

  describe('apart by a condition of the policy itself', () => {
    const owner = { alphabet: '[\\p{L}\\p{Z}\\p{N}_.:=+\\-@]', enforced: true };
    const refusing = (...values: string[]) => (t: Template): void => {
      statements(t, 'AuthPolicy')[0].Condition = { StringNotLike: { 'aws:PrincipalTag/tenantId': values } };
    };

    test('are apart for every value that STS takes', () => {
      const finding = isolated(tenants(refusing('', '*/*'), owner));
      expect(finding?.verdict).toBe('PROVED');
    });
    test('are not without the condition: "a/b" reads what belongs to "a"', () => {
      const finding = isolated(tenants(undefined, owner));
      expect(finding).toMatchObject({ verdict: 'VIOLATED', statement: 'AuthPolicy.Statement[0]', counterexample: { replayed: true } });
      expect(finding?.fix).toContain('add the condition StringNotLike on aws:PrincipalTag/tenantId');
    });
    test('are not when the condition leaves the slash out', () => expect(isolated(tenants(refusing(''), owner))).toMatchObject({ verdict: 'VIOLATED', counterexample: { replayed: true } }));
    test('are when the condition leaves the empty value out: nobody owns what is between two slashes', () => expect(isolated(tenants(refusing('*/*'), owner))?.verdict).toBe('PROVED'));
    test('are where the alphabet leaves letters out: those who have such a value own nothing', () => {
      expect(isolated(tenants(refusing('', '*/*'), { alphabet: '[a-z]', enforced: true }))?.verdict).toBe('PROVED');
    });
    test.each<[string, string, string]>([
      ['one slash dropped', '${aws:PrincipalTag/tenantId}*', 'nothing ends the variable: one value can begin another'],
      ['a wildcard in the place of the tag', '*', "the statement does not ask whose it is: it reaches everybody's"],
      ['a wildcard before the tag', '*/${aws:PrincipalTag/tenantId}/*', 'the wildcard before the variable reaches into what belongs to others'],
    ])('are not: %s, whatever the condition refuses', (_name, resource, message) => {
      const finding = isolated(tenants((t) => {
        refusing('', '*/*')(t);
        statements(t, 'AuthPolicy')[0].Resource = underUsers(resource);
      }, owner));
      expect(finding).toMatchObject({ verdict: 'VIOLATED', message, statement: 'AuthPolicy.Statement[0]', counterexample: { replayed: true } });
    });
  });

  test('are not proved apart when users write the claim themselves', () => {
    const finding = isolated(tenants((t) => list(t, 'WebClient/Properties/WriteAttributes').push('custom:tenantId'), { alphabet: '[A-Za-z0-9-]' }));
    expect(finding).toMatchObject({ verdict: 'NOT_PROVED', resource: 'WebClient' });
  });

  test('a tag of the role stands in for a claim that is missing', () => {
    const finding = isolated(tenants((t) => { at(t, 'AuthRole/Properties').Tags = [{ Key: 'TenantId', Value: 'acme' }]; }, { alphabet: '[A-Za-z0-9-]' }));
    expect(finding).toMatchObject({ verdict: 'VIOLATED', statement: 'AuthPolicy.Statement[0]' });
  });
});

describe('who obtains which role', () => {
  test('trust without amr admits guests', () => {
    const findings = prove(changed((t) => { at(t, 'AuthRole/Properties').AssumeRolePolicyDocument = trust(null); }));
    const finding = findings.find(({ verdict }) => verdict !== 'PROVED');
    expect(summary(findings)).toEqual(['guarded VIOLATED AuthRole.AssumeRolePolicyDocument.Statement[0]']);
    expect(finding?.counterexample).toMatchObject({ who: 'guest', verb: 'obtains', replayed: true });
    expect(finding?.fix).toBe('add the condition ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = authenticated to the statement');
  });

  test('a pattern for amr that guests match too admits guests', () => {
    expect(summary(prove(changed((t) => { at(t, 'AuthRole/Properties').AssumeRolePolicyDocument = trust('*authenticated'); }))))
      .toEqual(['guarded VIOLATED AuthRole.AssumeRolePolicyDocument.Statement[0]']);
  });

  test.each(['AuthRole', 'CuratorsRole', 'GuestRole'])('trust without aud admits other identity pools: %s', (id) => {
    const findings = prove(changed((t) => { delete at(t, `${id}/Properties/AssumeRolePolicyDocument/Statement/0/Condition`).StringEquals; }));
    const guarded = `guarded VIOLATED ${id}.AssumeRolePolicyDocument.Statement[0]`;
    // Whoever has an identity pool of their own is a curator then, and reaches what curators alone may.
    expect(summary(findings)).toEqual(id === 'CuratorsRole' ? ['isolated VIOLATED CuratorsPolicy.Statement[0]', guarded, 'exclusive VIOLATED CuratorsRole'] : [guarded]);
  });

  test('another group with the same role is let into it', () => {
    const findings = prove(changed((t) => {
      t.Resources.Interns = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: 'interns', RoleArn: arn('CuratorsRole') } };
    }));
    expect(summary(findings)).toEqual(['isolated VIOLATED CuratorsPolicy.Statement[0]', 'exclusive VIOLATED Interns']);
  });
});

describe('limits', () => {
  test('a statement on the role itself was not granted', () => {
    const findings = prove(changed((t) => {
      at(t, 'GuestRole/Properties').Policies = [{ PolicyName: 'extra', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'dynamodb:Scan', Resource: '*' } } }];
    }));
    expect(summary(findings)).toEqual(['limited VIOLATED GuestRole.Policies[0].Statement[0]']);
  });

  test('what the guest ceiling removes is not allowed', () => {
    const findings = prove(changed((t) => {
      at(t, 'GuestRole/Properties').Policies = [{ PolicyName: 'extra', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' } } }];
    }));
    expect(summary(findings)).toEqual([]);
  });

  test('what is open to the whole world is not what a role allows', () => {
    const findings = prove(changed((t) => {
      t.Resources.Site = { Type: 'AWS::S3::Bucket' };
      t.Resources.SitePolicy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Site' }, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [arn('Site'), '/*']] } }] } } };
    }));
    expect(summary(findings)).toEqual([]);
  });
});

describe('properties that the template states', () => {
  const RULES = ['unreachable', 'only-principals', 'limited-to', 'isolated', 'malformed-intent'];
  const stated = (properties: unknown, change: (template: Template) => void = () => undefined): Finding[] => prove(changed((t) => {
    (t as { Metadata?: object }).Metadata = { 'cdk-cognito-pools': { version: 2, properties } };
    change(t);
  })).filter(({ rule, promisedBy }) => RULES.includes(rule) && promisedBy === 'photo-app');
  const principal = (name: string, identityPool: unknown = { Ref: 'IdentityPool' }): object => ({ identityPool, principal: name });
  const users = { actions: ['s3:GetObject'], resources: [underUsers('*')] };
  const unknownPolicy = (t: Template): void => { at(t, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::aws:policy/SomethingElse']; };

  const cases: [string, object, string, ((t: Template) => void)?][] = [
    ['guests do not reach the folders', { kind: 'unreachable', ...users, by: [principal('guest')] }, 'PROVED'],
    ['users who signed in do', { kind: 'unreachable', ...users, by: [principal('authenticated')] }, 'VIOLATED'],
    ['somebody does', { kind: 'unreachable', ...users }, 'VIOLATED'],
    ['nobody deletes', { kind: 'unreachable', actions: ['s3:DeleteObject'], resources: [underUsers('*')] }, 'PROVED'],
    ['nobody deletes, if the policy that is not known does not', { kind: 'unreachable', actions: ['s3:DeleteObject'], resources: [underUsers('*')] }, 'UNKNOWN', unknownPolicy],
    ['only users who signed in reach the folders', { kind: 'only-principals', ...users, principals: [principal('authenticated')] }, 'PROVED'],
    ['curators alone do not', { kind: 'only-principals', ...users, principals: [principal('group:curators')] }, 'VIOLATED'],
    ['only users who signed in, and the role is handed to guests as well', { kind: 'only-principals', ...users, principals: [principal('authenticated')] }, 'VIOLATED', (t) => {
      at(t, 'AuthRole/Properties').AssumeRolePolicyDocument = trust(null);
      at(t, 'Attachment/Properties/Roles').unauthenticated = arn('AuthRole');
    }],
    ['guests do nothing but put records', { kind: 'limited-to', actions: ['kinesis:PutRecord*'], resources: [arn('Clicks')], principals: [principal('guest')] }, 'PROVED'],
    ['guests put single records alone', { kind: 'limited-to', actions: ['kinesis:PutRecord'], resources: [arn('Clicks')], principals: [principal('guest')] }, 'VIOLATED'],
    ['what users may do who signed in, if the policy that is not known allows nothing', { kind: 'limited-to', actions: ['s3:*'], resources: ['*'], principals: [principal('authenticated')] }, 'UNKNOWN', unknownPolicy],
    ['folders, curators excepted', { kind: 'isolated', owner: { kind: 'identity-id' }, slices: [{ actions: users.actions, resource: underUsers('${owner}/*') }], except: [{ ...principal('group:curators'), actions: ['s3:GetObject'] }] }, 'PROVED'],
    ['folders, nobody excepted', { kind: 'isolated', owner: { kind: 'identity-id' }, slices: [{ actions: users.actions, resource: underUsers('${owner}/*') }] }, 'VIOLATED'],
    ['a pool by its path', { kind: 'unreachable', ...users, by: [principal('guest', 'photo-app/IdentityPool')] }, 'PROVED'],
    ['a pool that is not in the templates', { kind: 'unreachable', ...users, by: [principal('guest', 'elsewhere/IdentityPool')] }, 'UNKNOWN'],
    ['a group that no user pool of the templates has', { kind: 'unreachable', ...users, by: [principal('group:nobody')] }, 'UNKNOWN'],
    ['providers that are not known: anybody may sign in', { kind: 'only-principals', ...users, principals: [principal('group:curators'), principal('guest')] }, 'UNKNOWN', (t) => {
      at(t, 'IdentityPool/Properties').CognitoIdentityProviders = { 'Fn::Transform': { Name: 'X' } };
    }],
  ];
  test.each(cases.map(([name, property, verdict, change]) => ({ name, property, verdict, change })))('$name: $verdict', ({ property, verdict, change }) => {
    const [finding, ...rest] = stated([property], change);
    expect(rest).toEqual([]);
    expect(finding.verdict).toBe(verdict);
    expect(finding.counterexample?.replayed).toBe(verdict === 'VIOLATED' ? true : undefined);
  });

  test.each<[string, unknown, string]>([
    ['text', 'x', 'properties[0]: expected an object'],
    ['no kind', [{}], 'properties[0].kind: expected text'],
    ['an unknown kind', [{ kind: 'nice', ...users }], "properties[0].kind: 'nice' is not a kind of property"],
    ['no actions', [{ kind: 'unreachable', resources: ['*'] }], 'properties[0].actions: expected at least one'],
    ['a principal without a pool', [{ kind: 'unreachable', ...users, by: [{ principal: 'guest' }] }], 'properties[0].by[0].identityPool: expected text'],
    ['a principal of no kind', [{ kind: 'limited-to', ...users, principals: [principal('root')] }], "properties[0].principals[0].principal: 'root' is not a principal"],
    ['a key of another kind', [{ kind: 'limited-to', ...users, by: [principal('guest')] }], "properties[0]: 'by' is none of 'kind', 'title', 'actions', 'resources', 'principals'"],
    ['a key of a principal that it does not have', [{ kind: 'unreachable', ...users, by: [{ ...principal('guest'), groups: ['a'] }] }], "properties[0].by[0]: 'groups' is none of 'identityPool', 'principal'"],
    ['by nobody', [{ kind: 'unreachable', ...users, by: [] }], 'properties[0].by: expected at least one'],
    ['by null', [{ kind: 'unreachable', ...users, by: null }], 'properties[0].by: expected at least one'],
    ['nobody who is limited', [{ kind: 'limited-to', ...users, principals: [] }], 'properties[0].principals: expected at least one'],
    ['no slices', [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [] }], 'properties[0].slices: expected at least one'],
    ['a slice without actions', [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [{ resource: underUsers('${owner}/*') }] }], 'properties[0].slices[0].actions: expected at least one'],
    ['an action that AWS does not have', [{ kind: 'unreachable', ...users, actions: ['s3:GetObject', 's3:GetObjekt'] }], "properties[0].actions[1]: AWS has no action 's3:GetObjekt' (as of "],
    ['the name of a bucket instead of its ARN', [{ kind: 'unreachable', ...users, resources: [{ Ref: 'Photos' }] }], 'properties[0].resources[0]: what stands there is not an ARN, with or without wildcards'],
    ['the name of a bucket in a slice', [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [{ actions: ['s3:GetObject'], resource: 'photos/${owner}/*' }] }], 'properties[0].slices[0].resource: what stands there is not an ARN'],
    ['users who are known only at deployment', [{ kind: 'unreachable', ...users, by: { 'Fn::Transform': { Name: 'X' } } }], "properties[0].by: what 'Fn::Transform' at"],
  ])('a record that cannot be read: %s', (_name, properties, message) => {
    const [finding] = stated(properties);
    expect(finding).toMatchObject({ rule: 'malformed-intent', verdict: 'UNKNOWN', subject: expect.stringMatching(/^photo-app, /) as string });
    expect(finding.message).toContain(message);
  });
});

describe('attributes', () => {
  const withClient = (properties: object): Finding | undefined => prove(changed((t) => {
    t.Resources.Second = { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'UserPool' }, ...properties } };
  })).find(({ rule }) => rule === 'server-only');

  test('a client that names it writes it', () => {
    expect(withClient({ WriteAttributes: ['custom:tenantId'] })).toMatchObject({ verdict: 'VIOLATED', resource: 'Second', location: 'Properties.WriteAttributes' });
  });
  test('a client that names nothing writes everything', () => expect(withClient({})).toMatchObject({ verdict: 'VIOLATED', resource: 'Second' }));
  test('a client of another pool does not count', () => expect(withClient({ UserPoolId: { 'Fn::Select': [0, ['other']] } })).toMatchObject({ verdict: 'PROVED' }));
  test('an id that is written out may be that of the pool', () => expect(withClient({ UserPoolId: 'us-east-1_AbCdEf' })).toMatchObject({ verdict: 'UNKNOWN', resource: 'Second' }));
  test('a list that only the deployment knows is UNKNOWN', () => {
    expect(withClient({ WriteAttributes: { 'Fn::Transform': { Name: 'X' } } })).toMatchObject({ verdict: 'UNKNOWN', resource: 'Second' });
  });
});

describe('deleting any one condition of the proved template turns some verdict', () => {
  const places: [string, (template: Template) => void][] = [];
  const template = photoApp();
  for (const id of Object.keys(template.Resources)) {
    const properties = (template.Resources[id] as { Properties?: Record<string, { Statement?: object[] } | undefined> }).Properties;
    for (const property of ['AssumeRolePolicyDocument', 'PolicyDocument']) {
      const found = (properties?.[property]?.Statement ?? []) as { Effect: string; Condition?: Record<string, object> }[];
      found.forEach((statement, i) => {
        for (const operator of statement.Effect === 'Allow' ? Object.keys(statement.Condition ?? {}) : []) {
          places.push([`${id}.${property}.Statement[${i}] ${operator}`, (t) => { delete at(t, `${id}/Properties/${property}/Statement/${i}/Condition`)[operator]; }]);
        }
      });
    }
  }
  test.each(places)('%s', (_place, remove) => expect(summary(prove(changed(remove)))).not.toEqual([]));
});

describe('records that cannot be read', () => {
  test.each<[string, unknown, string]>([
    ['of another version', { version: 3 }, 'version: version 3 is not known to this prover'],
    ['with a reference to what the template does not have', { version: 2, granted: [{ identityPool: { $Ref: 'Gone' }, to: 'guest', statements: [] }] }, "granted[0].identityPool: the template has no 'Gone'"],
    ['with a function of no name', { version: 2, granted: [{ identityPool: { '$Fn::GetAtt': [] }, to: 'guest', statements: [] }] }, 'granted[0].identityPool: $Fn::GetAtt at Resources.Photos.Metadata.cdk-cognito-pools.granted[0].identityPool names nothing'],
    ['that are text', 'x', 'the record: expected an object'],
    ['with an unknown principal', { version: 2, granted: [{ identityPool: 'x', to: 'root', statements: [] }] }, "granted[0].to: 'root' is not a principal"],
    ['with a slice without an owner', { version: 2, isolated: [{ identityPool: 'x', title: 't', owner: { kind: 'identity-id' }, slices: [{ actions: 's3:*', resource: 'a' }] }] }, "isolated[0].slices[0]: '${owner}' must occur once, and occurs 0 times"],
    ['with slices of no actions', { version: 2, isolated: [{ identityPool: 'x', title: 't', owner: { kind: 'identity-id' }, slices: [{ actions: [], resource: '${owner}' }] }] }, 'isolated[0].slices[0].actions: expected at least one'],
    ['with no slices', { version: 2, isolated: { identityPool: 'x', title: 't', owner: { kind: 'identity-id' }, slices: [] } }, 'isolated[0].slices: expected at least one'],
    ['with an unknown owner', { version: 2, isolated: { identityPool: 'x', title: 't', owner: { kind: 'mood' }, slices: [] } }, "isolated[0].owner.kind: 'mood' is not a kind of owner"],
    ['without a title', { version: 2, isolated: { identityPool: 'x', owner: { kind: 'identity-id' } } }, 'isolated[0].title: expected text'],
  ])('%s', (_name, record, message) => {
    const findings = prove(changed((t) => { at(t, 'Photos').Metadata = { 'cdk-cognito-pools': record }; }));
    expect(findings.filter(({ rule }) => rule === 'malformed-intent')).toMatchObject([{ verdict: 'UNKNOWN', resource: 'Photos', message }]);
  });

  test.each<[string, unknown]>([
    ['an unknown principal', { version: 1, granted: [{ identityPool: 'x', to: 'root', statements: [] }] }],
    ['a reference to what the template does not have', { version: 1, granted: [{ identityPool: { Ref: 'Gone' }, to: 'guest', statements: [] }] }],
  ])('of version 1, with %s: to be synthesized again', (_name, record) => {
    const findings = prove(changed((t) => { at(t, 'Photos').Metadata = { 'cdk-cognito-pools': record }; }));
    expect(findings.filter(({ rule }) => rule === 'malformed-intent')).toEqual([]);
    expect(findings.filter(({ rule }) => rule === 'outdated-intent')).toMatchObject([{ verdict: 'UNKNOWN', resource: 'Photos', fix: 'synthesized by 0.1: synth again' }]);
  });

  test('what stands in a template that is not at hand may be anything', () => {
    const elsewhere = { $Ref: 'IdentityPool', $in: 'elsewhere' };
    const findings = prove(changed((t) => { at(t, 'AuthRole/Metadata')['cdk-cognito-pools'] = { version: 2, role: { identityPool: elsewhere, principal: 'authenticated' } }; }));
    expect(findings.filter(({ rule }) => rule.endsWith('-intent'))).toEqual([]);
    expect(findings.find(({ rule, resource }) => rule === 'guarded' && resource === 'AuthRole')).toMatchObject({ verdict: 'UNKNOWN', message: expect.stringContaining('elsewhere/IdentityPool') as string });
  });
});
