import type { Finding } from '../../../lib/proof/findings/finding';
import { proveTemplates } from '../../../lib/proof/prove';
import { OWN, at, letTagsIn, list, photoApp, policy, statements, trust, underUsers, type Template } from '../photo-app';

type Change = (template: Template) => void;

/** What breaks a promise, what the finding says to do, and that done. */
interface Mended {
  readonly name: string;
  readonly rule: string;
  readonly change: Change;
  readonly fix: string;
  readonly after: Change;
}

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ref = (id: string): object => ({ Ref: id });
const all = (...changes: Change[]): Change => (t) => changes.forEach((change) => change(t));
const without = (...ids: string[]): Change => (t) => ids.forEach((id) => { delete t.Resources[id]; });
const add = (id: string, ...more: object[]): Change => (t) => { statements(t, id).push(...more as Record<string, unknown>[]); };
/** Takes the last statement of a policy out. */
const drop = (id: string): Change => (t) => { statements(t, id).pop(); };
const allow = (action: unknown, resource: unknown, rest: object = {}): object => ({ Effect: 'Allow', Action: action, Resource: resource, ...rest });
const set = (path: string, change: object): Change => (t) => Object.assign(at(t, path), change);
const states = (property: object): Change => (t) => { (t as { Metadata?: object }).Metadata = { 'cdk-cognito-pools': { version: 1, properties: [property] } }; };
const principal = (name: string): object => ({ identityPool: ref('IdentityPool'), principal: name });
const named = (id: string): Change => set(`${id}/Properties`, { AssumeRolePolicyDocument: trust(id === 'GuestRole' ? 'unauthenticated' : 'authenticated') });
const trusting = (id: string, statement: object): Change => (t) => { list(t, `${id}/Properties/AssumeRolePolicyDocument/Statement`).push(statement); };
const records = (id: string, record: object): Change => (t) => Object.assign(at(t, `${id}/Metadata/cdk-cognito-pools`), record);

/** Own folders by a tag, without an exception. */
const tenants = (owner: object, condition: object = {}): Change => all(without('CuratorsPolicy'), (t) => {
  t.Resources.TagMap = {
    Type: 'AWS::Cognito::IdentityPoolPrincipalTag', Properties: { IdentityPoolId: ref('IdentityPool'), IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, UseDefaults: false, PrincipalTags: { tenantId: 'custom:tenantId' } },
    Metadata: { 'cdk-cognito-pools': { version: 1, sessionTags: { identityPool: ref('IdentityPool'), unforgeable: ['tenantId'] } } },
  };
  letTagsIn(t, 'AuthRole', 'CuratorsRole');
  t.Resources.AuthPolicy = policy('authenticated', ['AuthRole', 'CuratorsRole'], [{ Effect: 'Allow', Action: 's3:GetObject', Resource: underUsers('${aws:PrincipalTag/tenantId}/*'), ...condition }],
    [{ identityPool: ref('IdentityPool'), title: 'tenants are isolated', owner: { kind: 'session-tag', tag: 'tenantId', ...owner }, slices: [{ actions: ['s3:GetObject'], resource: underUsers('${owner}/*') }] }]);
});
const LETTERS = { alphabet: '[A-Za-z0-9-]' };
const ENFORCED = { alphabet: '[\\p{L}\\p{Z}\\p{N}_.:=+\\-@]', enforced: true };
const writing = (...attributes: string[]): Change => set('WebClient/Properties', { WriteAttributes: attributes });

const wide = allow('s3:GetObject', underUsers('*'));
const grantedWide: Change = all(add('AuthPolicy', wide), (t) => { list(t, 'AuthPolicy/Metadata/cdk-cognito-pools/granted/0/statements').push({ actions: 's3:GetObject', resources: underUsers('*') }); });
const index = { 'Fn::Join': ['', [arn('Photos'), '/*']] };
const PINNED = 'to the statement';
const ALONE = 'let the trust policy of the role name the identity pool alone';
const NARROW = 'narrow the statement or take it out; if it is intended, state the property without it';
const users = { actions: ['s3:GetObject'], resources: [underUsers('*')] };

const MENDED: readonly Mended[] = [
  { name: 'everybody was granted everybody\'s', rule: 'isolated', change: grantedWide, fix: "take out the grant to 'authenticated' that reaches everybody's, and grant what is intended: their own with read(…) of the OwnObjectGrants that made this promise; what is shared, below a prefix of its own with SharedObjectGrants.fromBucket(bucket, { prefix }).read(…)",
    after: all(drop('AuthPolicy'), (t) => { list(t, 'AuthPolicy/Metadata/cdk-cognito-pools/granted/0/statements').pop(); }) },
  { name: 'curators without an exception', rule: 'isolated', change: (t) => { delete at(t, 'AuthPolicy/Metadata/cdk-cognito-pools/isolated/0').except; },
    fix: "if 'group:curators' is intended to read everybody's, grant it with readAll(auth.group('curators')) of the OwnObjectGrants that made this promise: it then is an exception that the promise names; if not, take the grant out",
    after: set('AuthPolicy/Metadata/cdk-cognito-pools/isolated/0', { except: [{ principal: 'group:curators', actions: ['s3:GetObject', 's3:ListBucket'] }] }) },
  { name: 'the policy of the bucket', rule: 'isolated', change: add('PhotosPolicy', { ...wide, Principal: '*' }), fix: 'narrow PhotosPolicy to the principals and the prefix that it is intended for, or take the statement out', after: drop('PhotosPolicy') },
  { name: 'a statement that nobody granted', rule: 'isolated', change: set('AuthRole/Properties', { Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [wide] } }] }),
    fix: "narrow the statement to the owner's slice, with a slash on either side of the variable, or take it out", after: set('AuthRole/Properties', { Policies: [] }) },
  { name: 'another action that reads', rule: 'isolated', change: all((t) => { at(t, 'AuthPolicy/Metadata/cdk-cognito-pools/isolated/0/slices/0').actions = ['s3:GetObject']; }, set('AuthRole/Properties', { Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:GetObjectVersion', underUsers('*'))] } }] })),
    fix: 'narrow the statement to what they need: it reaches by an action that reads the object', after: set('AuthRole/Properties', { Policies: [] }) },
  { name: 'a change of the policy of the bucket', rule: 'isolated', change: set('AuthRole/Properties', { Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:PutBucketPolicy', arn('Photos'))] } }] }),
    fix: 'take s3:PutBucketPolicy out of AuthRole.Policies[0].Statement[0]', after: set('AuthRole/Properties', { Policies: [] }) },
  { name: 'a tag with any letters', rule: 'isolated', change: tenants({}), fix: 'constrain the claim to [A-Za-z0-9-]+, or use immutable ids', after: tenants(LETTERS) },
  { name: 'a tag that the policy does not refuse', rule: 'isolated', change: tenants(ENFORCED), fix: 'add the condition StringNotLike on aws:PrincipalTag/tenantId that refuses the empty value and values with a slash', after: tenants(ENFORCED, { Condition: { StringNotLike: { 'aws:PrincipalTag/tenantId': ['', '*/*'] } } }) },
  { name: 'a tag that users write, beside others', rule: 'isolated', change: all(tenants(LETTERS), writing('email', 'custom:tenantId')), fix: "take custom:tenantId out of WriteAttributes of 'WebClient'", after: writing('email') },
  { name: 'a tag that users write, alone', rule: 'unforgeable', change: all(tenants(LETTERS), writing('custom:tenantId')), fix: "list in WriteAttributes of 'WebClient' an attribute that decides nothing, in place of custom:tenantId", after: writing('email') },
  { name: 'a tag that users write, for all is theirs to write', rule: 'unforgeable', change: all(tenants(LETTERS), (t) => { delete at(t, 'WebClient/Properties').WriteAttributes; }),
    fix: "list in WriteAttributes of 'WebClient' the attributes that users may write, without custom:tenantId", after: writing('email') },
  { name: 'a tag without a claim', rule: 'unforgeable', change: all(tenants(LETTERS), set('TagMap/Properties', { PrincipalTags: { team: 'custom:team' } })), fix: "map a claim that only servers write to the tag 'tenantId' in PrincipalTags of 'TagMap'", after: set('TagMap/Properties', { PrincipalTags: { tenantId: 'custom:tenantId' } }) },
  { name: 'a trust policy for guests too', rule: 'guarded', change: set('AuthRole/Properties', { AssumeRolePolicyDocument: trust(null) }), fix: `add the condition ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = authenticated ${PINNED}`, after: named('AuthRole') },
  { name: 'a trust policy for other pools too', rule: 'guarded', change: set('AuthRole/Properties', { AssumeRolePolicyDocument: trust('authenticated', null) }), fix: `add the condition StringEquals cognito-identity.amazonaws.com:aud = the id of the identity pool ${PINNED}`, after: named('AuthRole') },
  { name: 'a trust policy of guests for everybody', rule: 'guarded', change: set('GuestRole/Properties', { AssumeRolePolicyDocument: trust(null) }), fix: `add the condition ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = unauthenticated ${PINNED}`, after: named('GuestRole') },
  { name: 'a role for whoever has credentials', rule: 'guarded', change: trusting('AuthRole', { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }), fix: ALONE, after: named('AuthRole') },
  { name: 'a statement on the role', rule: 'limited', change: set('GuestRole/Properties', { Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [allow('dynamodb:Scan', '*')] } }] }),
    fix: "grant it to the principal 'guest' with addToPrincipalPolicy, in any stack, instead of writing it to the role, so that the promise names it, or take the statement out", after: set('GuestRole/Properties', { Policies: [] }) },
  { name: 'a policy of the bucket that names the role', rule: 'limited', change: add('PhotosPolicy', { ...allow('s3:GetObject', { 'Fn::Join': ['', [arn('Photos'), '/public/*']] }), Principal: { AWS: arn('GuestRole') } }), fix: "take 'guest' out of PhotosPolicy, or grant it to the principal too", after: drop('PhotosPolicy') },
  { name: 'the classic flow', rule: 'exclusive', change: all(set('IdentityPool/Properties', { AllowClassicFlow: true }), (t) => { delete at(t, 'Attachment/Properties').RoleMappings; }), fix: 'turn the classic flow off (AllowClassicFlow: false)', after: set('IdentityPool/Properties', { AllowClassicFlow: false }) },
  { name: 'another group with the role', rule: 'exclusive', change: (t) => { t.Resources.Interns = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: 'interns', RoleArn: arn('CuratorsRole') } }; }, fix: "give group 'interns' a role of its own", after: set('Interns/Properties', { RoleArn: arn('AuthRole') }) },
  { name: 'a role that another may assume', rule: 'exclusive', change: trusting('CuratorsRole', { Effect: 'Allow', Principal: { AWS: arn('AuthRole') }, Action: 'sts:AssumeRole' }), fix: ALONE, after: named('CuratorsRole') },
  { name: 'an attribute of servers, beside others', rule: 'server-only', change: writing('email', 'custom:tenantId'), fix: "take custom:tenantId out of WriteAttributes of 'WebClient'", after: writing('email') },
  { name: 'an attribute of servers, alone', rule: 'server-only', change: writing('custom:tenantId'), fix: "list in WriteAttributes of 'WebClient' an attribute that decides nothing, in place of custom:tenantId", after: writing('email') },
  { name: 'every attribute', rule: 'server-only', change: (t) => { delete at(t, 'WebClient/Properties').WriteAttributes; }, fix: "list in WriteAttributes of 'WebClient' the attributes that users may write, without custom:tenantId", after: writing('email') },
  { name: 'what nobody is to reach', rule: 'unreachable', change: all(states({ kind: 'unreachable', actions: ['s3:DeleteObject'], resources: [underUsers('*')] }), grantedDeletion()), fix: NARROW, after: withoutDeletion() },
  { name: 'what some are to reach', rule: 'only-principals', change: all(states({ kind: 'only-principals', actions: ['s3:DeleteObject'], resources: [index], principals: [principal('group:curators')] }), grantedDeletion()), fix: NARROW, after: withoutDeletion() },
  { name: 'what some are to do', rule: 'limited-to', change: states({ kind: 'limited-to', actions: ['kinesis:PutRecord'], resources: [arn('Clicks')], principals: [principal('guest')] }), fix: NARROW,
    after: all((t) => { statements(t, 'GuestPolicy')[0].Action = ['kinesis:PutRecord']; }, records('GuestPolicy', { granted: [{ identityPool: ref('IdentityPool'), to: 'guest', statements: [{ actions: ['kinesis:PutRecord'], resources: arn('Clicks') }] }] })) },
  { name: 'an exception that is not stated', rule: 'isolated', change: states({ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [{ ...users, resources: undefined, resource: underUsers('${owner}/*') }], title: 'stated' }),
    fix: "take the grant to 'group:curators' out, or name them in 'except' of the property, if they are intended to reach everybody's",
    after: states({ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [{ ...users, resources: undefined, resource: underUsers('${owner}/*') }], title: 'stated', except: [{ ...principal('group:curators'), actions: ['s3:GetObject'] }] }) },
];

function grantedDeletion(): Change {
  return all(add('AuthPolicy', allow('s3:DeleteObject', underUsers(`${OWN}/*`))), (t) => { list(t, 'AuthPolicy/Metadata/cdk-cognito-pools/granted/0/statements').push({ actions: 's3:DeleteObject', resources: underUsers(`${OWN}/*`) }); });
}

function withoutDeletion(): Change {
  return all(drop('AuthPolicy'), (t) => { list(t, 'AuthPolicy/Metadata/cdk-cognito-pools/granted/0/statements').pop(); });
}

function open(change: Change): { readonly findings: readonly Finding[]; readonly template: Template } {
  const template = photoApp();
  change(template);
  const body = JSON.parse(JSON.stringify(template)) as Template;
  return { template: body, findings: proveTemplates([{ file: 'photo-app.json', body }], () => undefined).filter(({ verdict }) => verdict !== 'PROVED') };
}

describe.each([...new Set(MENDED.map(({ rule }) => rule))])('%s', (id) => {
  test.each(MENDED.filter(({ rule }) => rule === id))('$name: what the finding says to do closes it, and opens nothing', ({ change, fix, after }) => {
    expect(open(change).findings.filter(({ rule }) => rule === id).map((finding) => finding.fix)).toContain(fix);
    expect(open(all(change, after)).findings.map(({ rule, resource, message }) => `${rule} ${resource}: ${message}`)).toEqual([]);
  });
});

test.each(MENDED)('$rule, $name: the fix names only what is there', ({ change, fix }) => {
  const { template } = open(change);
  const text = JSON.stringify(template);
  for (const [, name] of fix.matchAll(/'(?:group:)?(\w+)'/g)) if (name !== 'except') expect(text).toContain(name);
  for (const [, id, path] of fix.matchAll(/(?<![\w.])(\w+)\.(\w+)\[\d+\]/g)) expect(JSON.stringify(template.Resources[id])).toContain(`"${path}"`);
});

test('each kind of promise has a case with its fix', () => {
  expect([...new Set(MENDED.map(({ rule }) => rule))].sort()).toEqual(['exclusive', 'guarded', 'isolated', 'limited', 'limited-to', 'only-principals', 'server-only', 'unforgeable', 'unreachable']);
});
