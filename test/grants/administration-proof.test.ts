import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { ClaimMatch, GuestAccess, IdentityPoolProvider, SignIn, UserAdministrationGrants, UserPoolPlusIdentityPool, type IdentityPoolPrincipal } from '../../lib';
import { proveFiles } from '../../lib/proof/prove';

const GOOGLE = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');

interface Company {
  readonly auth: UserPoolPlusIdentityPool;
  readonly guests: GuestAccess;
  readonly users: UserAdministrationGrants;
}

function company(outdir?: string): Company & { readonly app: App } {
  const app = new App({ ...(outdir !== undefined && { outdir }), context: { 'cdk-cognito-pools:proof': 'off' } });
  const stack = new Stack(app, 'Company');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.email(), groups: ['administrators', 'finance'] });
  auth.addIdentityPoolProvider(GOOGLE);
  auth.addSinglePageAppClient('web');
  auth.group('finance').addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::books/*'] }));
  return { app, auth, guests: new GuestAccess(stack, 'Guests', { identityPool: auth.identityPool }), users: UserAdministrationGrants.fromUserPool(auth.userPool) };
}

/** The verdicts on the roles of groups, by the words of the promise. */
function exclusive(change: (made: Company) => void): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'administration-'));
  try {
    const { app, ...made } = company(outdir);
    change(made);
    app.synth();
    return Object.fromEntries(proveFiles([join(outdir, 'Company.template.json')]).filter(({ rule }) => rule === 'exclusive' || rule === 'privilege-escalation').map(({ title, verdict, counterexample }) => [title, `${verdict}${counterexample?.steps === undefined ? '' : ` ${counterexample.steps.join('; ')}`}`]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}


describe('whoever is not named one by one administers nobody:', () => {
  test.each<[string, string, (made: Company) => IdentityPoolPrincipal]>([
    ['guests', 'guest', ({ guests }) => guests.principal],
    ['everybody who has signed in', 'authenticated', ({ auth }) => auth.authenticated],
    ['users of a provider', 'provider:', ({ auth }) => auth.usersOf(GOOGLE)],
    ['those whom a rule lets in', 'rule:board', ({ auth }) => auth.addRoleMappingRule('board', GOOGLE, ClaimMatch.equalTo('hd', 'example.com'))],
  ])('%s', (_name, principal, who) => {
    const made = company();
    who(made);
    const before = JSON.stringify(Template.fromStack(Stack.of(made.auth)).toJSON());
    const again = company();
    const people = who(again);
    for (const grant of ['readUsers', 'manageUsers', 'manageGroups', 'manageAttributes', 'managePasswords', 'deleteUsers'] as const) {
      expect(() => again.users[grant](people)).toThrow(`administration-by-everybody: ${principal}`);
      expect(() => again.users[grant](people)).toThrow('would administer users, and with them the access of others; grant it to a group of administrators, or to a function that decides what it does for whom [at Company/Auth');
    }
    expect(JSON.stringify(Template.fromStack(Stack.of(again.auth)).toJSON())).toBe(before);
  });
});

describe('a group that administers users', () => {
  test('is an exception that the promises name', () => {
    expect(exclusive(({ users, auth }) => users.manageGroups(auth.group('administrators')))).toMatchObject({
      'only group:finance, and group:administrators, who administer users obtains its role': 'PROVED',
      'only group:administrators obtains its role': 'PROVED',
    });
  });

  test('is one by a single action', () => {
    expect(exclusive(({ users, auth }) => users.deleteUsers(auth.group('administrators')))).toMatchObject({ 'only group:finance, and group:administrators, who administer users obtains its role': 'PROVED' });
  });

  test('is none by looking users up', () => {
    expect(exclusive(({ users, auth }) => users.readUsers(auth.group('administrators')))).toMatchObject({ 'only group:finance obtains its role': 'PROVED' });
  });

  test('is violated where it was not granted as that', () => {
    const found = exclusive(({ auth }) => auth.group('administrators').addToPrincipalPolicy(new PolicyStatement({ actions: ['cognito-idp:AdminAddUserToGroup'], resources: [auth.userPool.userPoolArn] })));
    expect(found['only group:finance obtains its role']).toMatch(/^VIOLATED .*cognito-idp:AdminAddUserToGroup/);
  });

  test('is violated where more than that is added by hand, on the same pool', () => {
    const found = exclusive(({ users, auth }) => {
      users.manageGroups(auth.group('administrators'));
      auth.group('administrators').addToPrincipalPolicy(new PolicyStatement({ actions: ['cognito-idp:UpdateGroup'], resources: [auth.userPool.userPoolArn] }));
    });
    expect(found['only group:finance, and group:administrators, who administer users obtains its role']).toMatch(/^VIOLATED .*cognito-idp:UpdateGroup/);
  });

  test('gives nothing to another group by it', () => {
    const found = exclusive(({ users, auth }) => {
      users.manageGroups(auth.group('administrators'));
      auth.group('finance').addToPrincipalPolicy(new PolicyStatement({ actions: ['cognito-idp:AdminAddUserToGroup'], resources: [auth.userPool.userPoolArn] }));
    });
    expect(found['only group:administrators obtains its role']).toMatch(/^VIOLATED/);
  });
});
