import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { regressionsBetween } from '../../lib/baseline/regressions';
import { RULES } from '../../lib/baseline/rules';

const specification = loadAwsServiceSpecSync();

test.each(Object.entries(RULES))('%s: every property that CloudFormation knows has a rule, and no other', (type, { properties }) => {
  const known = specification.lookup('resource', 'cloudFormationType', 'equals', type).only().properties;
  const ruled = new Set(Object.keys(properties).map((path) => path.split('.')[0]));
  expect([...ruled].sort()).toEqual(Object.keys(known).sort());
});

test.each(Object.entries(RULES))('%s: what CloudFormation says to replace the resource is what the rules say', (type, { properties }) => {
  const known = specification.lookup('resource', 'cloudFormationType', 'equals', type).only().properties;
  const replacing = Object.keys(known).filter((name) => known[name].causesReplacement === 'yes' || known[name].causesReplacement === 'maybe');
  expect(Object.keys(properties).filter((name) => properties[name] === 'replaces').sort()).toEqual(replacing.sort());
});

/** The type's values do not matter here: only that they were one thing and are another. */
function changed(type: string, name: string): string[] {
  const rule = RULES[type].properties[name];
  const list = rule === 'entries' || (typeof rule === 'object' && rule.entries);
  const values = rule === 'schema' ? [[{ Name: 'a' }], []] : list ? [['WEB_AUTHN'], []] : ['true', 'other'];
  const [deployed, planned] = values.map((value) => ({ resources: { Id: { type, properties: { [name]: value } } }, owned: [] }));
  return regressionsBetween(deployed, planned).map(({ what, impact }) => `${what}: ${impact}`);
}

const rules = Object.entries(RULES).flatMap(([type, { properties }]) => Object.keys(properties).map((name) => [type, name] as const));

test.each(rules.filter(([type, name]) => RULES[type].properties[name] !== 'free'))('a change of %s %s is refused, and says what it does to users', (type, name) => {
  expect(changed(type, name)).toEqual([expect.stringMatching(/: [A-Za-z].{20}/)]);
});

test.each(rules.filter(([type, name]) => RULES[type].properties[name] === 'free'))('a change of %s %s is let through', (type, name) => {
  expect(changed(type, name)).toEqual([]);
});

describe('settings that change in place', () => {
  function regressions(was: object, is: object, type = 'AWS::Cognito::UserPool'): string[] {
    const [deployed, planned] = [was, is].map((properties) => ({ resources: { Id: { type, properties: { ...properties } } }, owned: [] }));
    return regressionsBetween(deployed, planned).map(({ what, impact }) => `${what}: ${impact}`);
  }

  test.each([
    ['another relying party', { WebAuthnRelyingPartyID: 'a.example.com' }, { WebAuthnRelyingPartyID: 'b.example.com' },
      ['WebAuthnRelyingPartyID changes from "a.example.com" to "b.example.com": all passkeys stop working, and users who have nothing else cannot sign in']],
    ['a relying party where it was the domain of the pool', { 'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD', 'WEB_AUTHN'] },
      { 'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD', 'WEB_AUTHN'], 'WebAuthnRelyingPartyID': 'a.example.com' }, [expect.stringContaining('all passkeys stop working')]],
    ['a relying party where there were no passkeys', {}, { WebAuthnRelyingPartyID: 'a.example.com' }, []],
    ['another first factor', { 'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD'] }, { 'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD', 'WEB_AUTHN'] }, []],
    ['a first factor less', { 'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD', 'EMAIL_OTP'] }, { 'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD'] },
      ['Policies.SignInPolicy.AllowedFirstAuthFactors loses "EMAIL_OTP": users who sign in by it alone cannot sign in']],
    ['another issuer', {}, { 'IssuerConfiguration.Type': 'UPDATED' },
      [expect.stringContaining('IssuerConfiguration.Type changes from "ORIGINAL" to "UPDATED": all users are signed out')]],
    ['the issuer that it has, said', {}, { 'IssuerConfiguration.Type': 'ORIGINAL' }, []],
  ])('%s', (_what, was, is, expected) => {
    expect(regressions(was, is)).toEqual(expected);
  });

  test('guests may come, and do not go unnoticed', () => {
    const [open, closed] = [true, false].map((AllowUnauthenticatedIdentities) => ({ AllowUnauthenticatedIdentities }));
    expect(regressions(closed, open, 'AWS::Cognito::IdentityPool')).toEqual([]);
    expect(regressions(open, closed, 'AWS::Cognito::IdentityPool')).toEqual([expect.stringContaining('guests get no credentials any more')]);
  });
});
