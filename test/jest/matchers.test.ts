import '../../jest';
import { AccessModel } from '../../lib';
import { errorPage } from '../../lib/text/pages';
import { at, list, photoApp, type Template } from '../proof/photo-app';

const OWN = '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a.jpg';
const OTHER = '${Photos.Arn}/users/eu-west-1:other/a.jpg';

function modelOf(change: (template: Template) => void = () => undefined): AccessModel {
  const template = photoApp();
  change(template);
  return AccessModel.fromTemplate(template);
}

/** What the failed assertion says. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion holds');
}

test('who may, and who may not', () => {
  const access = modelOf();
  expect(access.user()).toBeAllowed('s3:GetObject', OWN);
  expect(access.user()).toBeDenied('s3:GetObject', OTHER);
  expect(access.user({ groups: ['curators'] })).toBeAllowed('s3:GetObject', OTHER);
  expect(access.user({ groups: ['curators'] })).not.toBeDenied('s3:GetObject', OTHER);
  expect(access.guest()).not.toBeAllowed('s3:GetObject', OWN);
  expect(access.user()).toBeAllowed('s3:ListBucket', '${Photos.Arn}', { context: { 's3:prefix': 'users/${cognito-identity.amazonaws.com:sub}/' } });
});

test('a failure says the verdict, the role, the statement and the reason', () => {
  expect(failure(() => expect(modelOf().user({ groups: ['curators'] })).toBeDenied('s3:GetObject', OTHER))).toMatch(
    /^expected s3:GetObject on \$\{Photos\.Arn\}\/users\/eu-west-1:other\/a\.jpg to be DENIED, but it is ALLOWED\n\nrole {7}CuratorsRole\nstatement {2}CuratorsPolicy\.Statement\[0\]\nreason {5}CuratorsPolicy\.Statement\[0\] allows it \(role CuratorsRole by group 'curators', enhanced flow/);
  expect(failure(() => expect(modelOf().guest()).toBeAllowed('s3:GetObject', OWN))).toContain('to be ALLOWED, but it is DENIED\n\nrole       GuestRole\nstatement  none\nreason     no policy of the role allows it');
});

test('what is not known is neither allowed nor denied, nor not so', () => {
  const user = modelOf((t) => { at(t, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere']; }).user();
  for (const assertion of [
    () => expect(user).toBeAllowed('s3:GetObject', OTHER), () => expect(user).not.toBeAllowed('s3:GetObject', OTHER),
    () => expect(user).toBeDenied('s3:GetObject', OTHER), () => expect(user).not.toBeDenied('s3:GetObject', OTHER),
  ]) expect(failure(assertion)).toContain('but it is UNKNOWN');
});

describe('isolation', () => {
  test('of two users, and of a user from a guest, whatever their identity ids', () => {
    const access = modelOf();
    expect(access.user()).toBeIsolatedFrom(access.user());
    expect(access.user()).toBeIsolatedFrom(access.guest());
  });

  test('not of a subject that an exception lets in, from either side', () => {
    const access = modelOf();
    const curator = access.user({ groups: ['curators'] });
    expect(curator).not.toBeIsolatedFrom(access.user());
    expect(failure(() => expect(access.user()).toBeIsolatedFrom(curator))).toMatch(
      /^expected isolation of the two subjects to be PROVED, but it is VIOLATED\n\nrole {7}CuratorsRole\nstatement {2}CuratorsPolicy\.Statement\[0\]\nreason {5}.*may s3:GetObject on \$\{Photos\.Arn\}\/users\/.*, which is the other's$/);
  });

  test('is lost with the slash after the variable', () => {
    const access = modelOf((t) => {
      at(t, 'AuthPolicy/Properties/PolicyDocument/Statement/0').Resource = { 'Fn::Sub': '${Photos.Arn}/users/${!cognito-identity.amazonaws.com:sub}*' };
    });
    expect(access.user()).not.toBeIsolatedFrom(access.user());
  });

  const tenants = (condition: object = {}) => (t: Template): void => {
    t.Resources.Tags = {
      Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      Properties: { IdentityPoolId: { Ref: 'IdentityPool' }, IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, PrincipalTags: { tenant: 'custom:tenant' } },
    };
    for (const id of ['AuthRole', 'CuratorsRole']) at(t, `${id}/Properties/AssumeRolePolicyDocument/Statement/0`).Action = ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'];
    list(t, 'AuthPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/tenants/${!aws:PrincipalTag/tenant}/*' }, ...condition });
    at(t, 'AuthPolicy/Metadata/cdk-cognito-pools').isolated = [{
      identityPool: { Ref: 'IdentityPool' }, title: 'tenants are apart', owner: { kind: 'session-tag', tag: 'tenant' },
      slices: [{ actions: ['s3:*'], resource: { 'Fn::Sub': '${Photos.Arn}/tenants/${!owner}/*' } }],
    }];
  };
  const of = (access: AccessModel, tenant: string): ReturnType<AccessModel['user']> => access.user({ claims: { 'custom:tenant': tenant } });

  test('of two tenants, by their values', () => {
    const access = modelOf(tenants());
    expect(of(access, 'a')).toBeIsolatedFrom(of(access, 'b'));
    expect(of(access, 'a')).not.toBeIsolatedFrom(of(access, 'a/b'));
    expect(() => expect(of(access, 'a')).toBeIsolatedFrom(of(access, 'a'))).toThrow("same-owner: both subjects have the value 'a' of the session tag 'tenant'; give them different ones: what belongs to a value belongs to every subject that has it");
  });

  test('of nothing is an error', () => {
    const access = modelOf((t) => { delete at(t, 'AuthPolicy').Metadata; });
    expect(() => expect(access.user()).toBeIsolatedFrom(access.guest())).toThrow('nothing-isolated: the templates record no slices that belong to an owner; grant them with a facade such as OwnObjectGrants, or ask with toBeDenied for one resource');
  });
});

test('something else than a subject is an error', () => {
  expect(() => expect({}).toBeAllowed('s3:GetObject', OWN)).toThrow('not-a-subject: toBeAllowed is asked about something that is not a subject; take one from an AccessModel: access.user() or access.guest()');
});

test('what Jest prints of an error says where more is said', () => {
  let stack = '';
  try {
    expect({}).toBeAllowed('s3:GetObject', OWN);
  } catch (error) {
    stack = (error as Error).stack ?? '';
  }
  expect(stack.split('\n')[1]).toBe(`  see ${errorPage('not-a-subject')}`);
});

test('outside of a test, loading the matchers is an error', () => {
  const ours = expect;
  let load = (): void => undefined;
  jest.isolateModules(() => {
    Reflect.deleteProperty(globalThis, 'expect');
    try {
      jest.requireActual('../../jest');
    } catch (error) {
      load = () => { throw error; };
    } finally {
      Object.assign(globalThis, { expect: ours });
    }
  });
  expect(load).toThrow("no-expect: there is no global 'expect' to add the matchers to; import cdk-cognito-pools/jest in a test, or name it in 'setupFilesAfterEnv' of the Jest configuration, with 'injectGlobals' on");
});
