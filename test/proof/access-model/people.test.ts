import { AccessModel, AccessVerdict, type AccessUserOptions } from '../../../lib';
import { at, list, photoApp, role, trust, type Template } from '../photo-app';

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const OWN = '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a.jpg';
const OTHER = '${Photos.Arn}/users/eu-west-1:0000/a.jpg';

function modelOf(change: (template: Template) => void = () => undefined): AccessModel {
  const template = photoApp();
  change(template);
  return AccessModel.fromTemplate(template);
}

/** The verdict, and the role and statement that decide. */
function reads(model: AccessModel, resource: string, who: AccessUserOptions | 'guest' = {}): string {
  const person = who === 'guest' ? model.guest() : model.user(who);
  const { verdict, role: name, statement } = person.can('s3:GetObject', resource);
  return [verdict, name, statement].filter((part) => part !== undefined).join(' ');
}

const rules = (...list: object[]) => (t: Template): void => {
  Object.assign(at(t, 'Attachment/Properties/RoleMappings/web'), { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: list } });
};
const rule = (MatchType: string, Value: string, id = 'CuratorsRole', Claim = 'department'): object => ({ Claim, MatchType, Value, RoleARN: arn(id) });
const secondGroup = (precedence: number | undefined, roleId = 'StaffRole') => (t: Template): void => {
  t.Resources.StaffRole = role('group:staff', 'authenticated');
  t.Resources.Staff = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: 'staff', Precedence: precedence, RoleArn: arn(roleId) } };
};

describe('a user', () => {
  test.each<[string, string, AccessUserOptions, string]>([
    ['reads their own', OWN, {}, 'ALLOWED AuthRole AuthPolicy.Statement[0]'],
    ["reads nobody else's", OTHER, {}, 'DENIED AuthRole'],
    ['is let in by their group', OTHER, { groups: ['curators'] }, 'ALLOWED CuratorsRole CuratorsPolicy.Statement[0]'],
    ['may be named by the user pool', OTHER, { provider: 'UserPool', groups: ['curators'] }, 'ALLOWED CuratorsRole CuratorsPolicy.Statement[0]'],
    ['may be named by the app client', OWN, { provider: 'webclient' }, 'ALLOWED AuthRole AuthPolicy.Statement[0]'],
    ['may name the identity pool', OWN, { identityPool: 'IdentityPool' }, 'ALLOWED AuthRole AuthPolicy.Statement[0]'],
  ])('%s', (_name, resource, who, expected) => expect(reads(modelOf(), resource, who)).toBe(expected));

  test('gets nothing from a group without a role', () => {
    const withOthers = modelOf((t) => { t.Resources.Others = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: 'others' } }; });
    expect(reads(withOthers, OTHER, { groups: ['others'] })).toBe('DENIED AuthRole');
  });

  test('is denied, with the statement that denies it', () => {
    const answer = modelOf().user().can('s3:GetObject', OWN, { context: { 'aws:SecureTransport': 'false' } });
    expect(answer).toMatchObject({ verdict: AccessVerdict.DENIED, role: 'AuthRole', statement: 'PhotosPolicy.Statement[0]' });
  });

  test('learns how they came by the role', () => {
    expect(modelOf().user({ groups: ['curators'] }).can('s3:GetObject', OTHER).reason).toBe("CuratorsPolicy.Statement[0] allows it (role CuratorsRole by group 'curators', "
      + 'enhanced flow, signed in with cognito-idp.${AWS::Region}.amazonaws.com/${UserPool})');
  });
});

describe('the group of lowest precedence decides, and the default role only on a tie', () => {
  const onlyAuth = (t: Template): void => { at(t, 'AuthPolicy/Properties').Roles = [{ Ref: 'AuthRole' }]; };
  const readsOwn = (change: (t: Template) => void, groups: string[]): string => reads(modelOf((t) => { onlyAuth(t); change(t); }), OWN, { groups });
  test.each<[string, (t: Template) => void, string[], string]>([
    ['no group', () => undefined, [], 'ALLOWED AuthRole AuthPolicy.Statement[0]'],
    ['one group: its role alone', (t) => { delete t.Resources.CuratorsPolicy; }, ['curators'], 'DENIED CuratorsRole'],
    ['two groups, one first', secondGroup(1), ['curators', 'staff'], 'ALLOWED CuratorsRole CuratorsPolicy.Statement[0]'],
    ['two groups, one first, neither allows it', (t) => { secondGroup(1)(t); delete t.Resources.CuratorsPolicy; }, ['curators', 'staff'], 'DENIED CuratorsRole'],
    ['a tie', (t) => { secondGroup(0)(t); delete t.Resources.CuratorsPolicy; }, ['curators', 'staff'], 'ALLOWED AuthRole AuthPolicy.Statement[0]'],
    ['a tie between groups that share a role', (t) => { secondGroup(0, 'CuratorsRole')(t); delete t.Resources.CuratorsPolicy; }, ['curators', 'staff'], 'DENIED CuratorsRole'],
    ['neither has a precedence', (t) => {
      secondGroup(undefined)(t);
      delete at(t, 'Curators/Properties').Precedence;
      delete t.Resources.CuratorsPolicy;
    }, ['curators', 'staff'], 'UNKNOWN AuthRole AuthPolicy.Statement[0]'],
    ['a tie that is denied', (t) => {
      secondGroup(0)(t);
      delete t.Resources.CuratorsPolicy;
      at(t, 'Attachment/Properties/RoleMappings/web').AmbiguousRoleResolution = 'Deny';
    }, ['curators', 'staff'], 'DENIED CuratorsRole'],
  ])('%s', (_name, change, groups, expected) => expect(readsOwn(change, groups)).toBe(expected));
});

describe('rules hold or do not, by the claims', () => {
  const CURATOR = 'ALLOWED CuratorsRole CuratorsPolicy.Statement[0]';
  test.each<[string, object[], Record<string, string>, string]>([
    ['equals', [rule('Equals', 'art')], { department: 'art' }, CURATOR],
    ['equals another', [rule('Equals', 'art')], { department: 'arts' }, 'DENIED'],
    ['begins', [rule('StartsWith', 'art')], { department: 'arts' }, CURATOR],
    ['contains', [rule('Contains', 'rt')], { department: 'art' }, CURATOR],
    ['is another', [rule('NotEqual', 'art')], { department: 'sales' }, CURATOR],
    ['is the same', [rule('NotEqual', 'art')], { department: 'art' }, 'DENIED'],
    ['is missing, which is not another', [rule('NotEqual', 'art')], {}, 'DENIED'],
    ['a later rule, by CustomRoleArn', [rule('Equals', 'art', 'AuthRole'), rule('StartsWith', 'a')], { department: 'art' }, CURATOR],
    ['a claim of every token that is not given', [rule('StartsWith', 'a', 'CuratorsRole', 'cognito:username')], {}, 'UNKNOWN CuratorsRole CuratorsPolicy.Statement[0]'],
  ])('%s', (_name, list, claims, expected) => expect(reads(modelOf(rules(...list)), OTHER, { claims })).toBe(expected));

  test('of a list nothing is known', () => {
    expect(reads(modelOf(rules(rule('Contains', 'curators', 'CuratorsRole', 'cognito:groups'))), OTHER, { groups: ['curators'] })).toBe('UNKNOWN CuratorsRole CuratorsPolicy.Statement[0]');
  });

  test('the default role only when no rule holds', () => {
    const model = modelOf((t) => {
      rules(rule('Equals', 'art'))(t);
      at(t, 'Attachment/Properties/RoleMappings/web').AmbiguousRoleResolution = 'AuthenticatedRole';
      at(t, 'AuthPolicy/Properties').Roles = [{ Ref: 'AuthRole' }];
      delete t.Resources.CuratorsPolicy;
    });
    expect(reads(model, OWN, { claims: { department: 'sales' } })).toBe('ALLOWED AuthRole AuthPolicy.Statement[0]');
    expect(reads(model, OWN, { claims: { department: 'art' } })).toBe('DENIED CuratorsRole');
  });
});

describe('a guest', () => {
  test('is let in by their role', () => {
    expect(modelOf().guest().can('kinesis:PutRecord', '${Clicks.Arn}')).toMatchObject({ verdict: 'ALLOWED', role: 'GuestRole', statement: 'GuestPolicy.Statement[0]' });
  });

  test('has none when guests are off', () => {
    const guest = modelOf((t) => { at(t, 'IdentityPool/Properties').AllowUnauthenticatedIdentities = false; }).guest();
    expect(guest.can('kinesis:PutRecord', '${Clicks.Arn}')).toEqual({ verdict: 'DENIED', reason: "guests are off: the identity pool 'IdentityPool' has AllowUnauthenticatedIdentities false" });
  });

  const secrets = (t: Template): void => {
    list(t, 'GuestPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' });
  };

  test('is limited by Cognito in the enhanced flow', () => {
    expect(modelOf(secrets).guest().can('secretsmanager:GetSecretValue', '*')).toMatchObject({
      verdict: 'DENIED', role: 'GuestRole', statement: 'GuestPolicy.Statement[1]', reason: expect.stringContaining('limits guests in the enhanced flow') as string,
    });
  });

  test('is not limited in the classic flow, which is not certain beside role mappings', () => {
    const classic = (t: Template): void => { secrets(t); at(t, 'IdentityPool/Properties').AllowClassicFlow = true; };
    expect(modelOf(classic).guest().can('secretsmanager:GetSecretValue', '*').verdict).toBe('UNKNOWN');
    const plain = modelOf((t) => { classic(t); delete at(t, 'Attachment/Properties').RoleMappings; });
    expect(plain.guest().can('secretsmanager:GetSecretValue', '*').verdict).toBe('ALLOWED');
  });

  test('takes a role of users in the classic flow when its trust does not ask how they signed in', () => {
    const model = modelOf((t) => {
      at(t, 'IdentityPool/Properties').AllowClassicFlow = true;
      delete at(t, 'Attachment/Properties').RoleMappings;
      at(t, 'CuratorsRole/Properties').AssumeRolePolicyDocument = trust(null);
    });
    expect(reads(model, OTHER, 'guest')).toBe('ALLOWED CuratorsRole CuratorsPolicy.Statement[0]');
  });
});

describe('session tags', () => {
  const tagged = (session = true, ofRole?: string) => (t: Template): void => {
    t.Resources.Tags = {
      Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      Properties: { IdentityPoolId: { Ref: 'IdentityPool' }, IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, PrincipalTags: { tenant: 'custom:tenant' } },
    };
    const { AssumeRolePolicyDocument: document } = at(t, 'AuthRole/Properties') as { AssumeRolePolicyDocument: { Statement: { Action: unknown }[] } };
    if (session) document.Statement[0].Action = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];
    if (ofRole !== undefined) at(t, 'AuthRole/Properties').Tags = [{ Key: 'Tenant', Value: ofRole }];
    list(t, 'AuthPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/tenants/${!aws:PrincipalTag/tenant}/*' } });
  };
  const OF_A = '${Photos.Arn}/tenants/a/x';
  const trusting = (tag: string, value: string) => (t: Template): void => {
    tagged()(t);
    Object.assign(at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition/StringEquals'), { [`aws:RequestTag/${tag}`]: value });
  };
  const BY_TAG = 'ALLOWED AuthRole AuthPolicy.Statement[2]';

  test.each<[string, (t: Template) => void, AccessUserOptions, string]>([
    ['from a claim', tagged(), { claims: { 'custom:tenant': 'a' } }, BY_TAG],
    ['from another claim', tagged(), { claims: { 'custom:tenant': 'b' } }, 'DENIED AuthRole'],
    ['given themselves', tagged(), { tags: { TENANT: 'a' } }, BY_TAG],
    ['given themselves, whatever the claims', tagged(), { tags: { tenant: 'b' }, claims: { 'custom:tenant': 'a' } }, 'DENIED AuthRole'],
    ['override the tags of the role, whatever the case', tagged(true, 'a'), { claims: { 'custom:tenant': 'b' } }, 'DENIED AuthRole'],
    ['without the claim', tagged(), {}, 'DENIED AuthRole'],
    ['without the claim, where a tag of the role may stand in', tagged(true, 'a'), {}, 'UNKNOWN AuthRole AuthPolicy.Statement[2]'],
    ['that the trust policy does not let in', tagged(false), { claims: { 'custom:tenant': 'a' } }, 'DENIED AuthRole'],
    ['that the trust policy asks for', trusting('tenant', 'a'), { claims: { 'custom:tenant': 'a' } }, BY_TAG],
    ['of another value than the trust policy asks for', trusting('tenant', 'b'), { claims: { 'custom:tenant': 'a' } }, 'DENIED AuthRole'],
    ['that the trust policy asks for, without the claim', trusting('tenant', 'a'), {}, 'DENIED AuthRole'],
    ['of which the trust policy asks for another', trusting('team', 'a'), { claims: { 'custom:tenant': 'a' } }, 'DENIED'],
    ['of another value than the trust policy lets in', (t) => {
      trusting('tenant', 'b')(t);
      const [statement] = list(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement') as { Action: unknown; Condition: { StringEquals: object } }[];
      list(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement').push({ ...statement, Action: 'sts:TagSession' });
      Object.assign(statement, { Action: 'sts:AssumeRoleWithWebIdentity', Condition: (trust('authenticated') as { Statement: { Condition: object }[] }).Statement[0].Condition });
    }, { claims: { 'custom:tenant': 'a' } }, 'DENIED AuthRole'],
    ['that AWS STS does not take', tagged(), { claims: { 'custom:tenant': '*' } }, 'DENIED AuthRole'],
    ['stand for themselves, slashes too', tagged(), { claims: { 'custom:tenant': 'a/x' } }, 'DENIED AuthRole'],
  ])('%s', (_name, change, who, expected) => expect(reads(modelOf(change), OF_A, who)).toBe(expected));

  test('say why they are refused', () => {
    expect(modelOf(tagged(false)).user({ claims: { 'custom:tenant': 'a' } }).can('s3:GetObject', OF_A).reason)
      .toMatch(/^the trust policy of AuthRole does not allow sts:TagSession, so AWS STS refuses the session tags/);
    expect(modelOf(tagged()).user({ claims: { 'custom:tenant': '*' } }).can('s3:GetObject', OF_A).reason)
      .toMatch(/^AWS STS refuses the value '\*' of the session tag 'tenant'/);
  });

  test('of a token without the claim, where the trust policy takes no tags: what AWS does then is not documented', () => {
    const own = '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a';
    expect(modelOf(tagged(false)).user().can('s3:GetObject', own)).toMatchObject({
      verdict: 'UNKNOWN', reason: expect.stringContaining('the trust policy of AuthRole does not allow sts:TagSession, and whether people whose token lacks the claims') as string,
    });
    expect(modelOf(tagged()).user().can('s3:GetObject', own).verdict).toBe('ALLOWED');
  });
});
