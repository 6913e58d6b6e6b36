import type { Stack } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { ClaimMatch, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, TokenClaim, UserPoolPlusIdentityPool } from '../../lib';
import { stackOf } from '../support/stacks';

/** What JavaScript hands over where a compiler would refuse it. */
const wrong = null as never;
const GOOGLE = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');
const pool = (stack: Stack) => new IdentityPoolOnly(stack, 'Auth', { providers: [GOOGLE] });
const imported = (stack: Stack, roles: ImportedIdentityPoolRoles) => IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', 'eu-west-1:00000000-0000-0000-0000-000000000000', roles);
const directory = (stack: Stack) => UserPool.fromUserPoolId(stack, 'Users', 'eu-west-1_AbCdEf');
const TEXT = 'text must be; give a string, or a token of one: Token.asString(…)';
const LIST = 'a list must be; give an array, or a token of one: Token.asList(…)';
const OPTIONS = 'an object must be; give an object with the properties by their names';
const PROVIDER = 'the provider of an identity pool is null where something else must be; give IdentityPoolProvider.google(…) or another of its methods, or auth.users';

test.each<[string, (stack: Stack) => unknown, string]>([
  ['props of an identity pool', (stack) => new IdentityPoolOnly(stack, 'Auth', wrong), `'props' of the identity pool is null where ${OPTIONS} [at Stack/Auth]`],
  ['providers', (stack) => new IdentityPoolOnly(stack, 'Auth', { providers: 'google' as never }), `'providers' is 'google' where ${LIST} [at Stack/Auth]`],
  ['a provider', (stack) => pool(stack).addProvider(wrong), `${PROVIDER} [at Stack/Auth]`],
  ['options of a provider', (stack) => pool(stack).addProvider(IdentityPoolProvider.facebook('1'), wrong), `'options' of the provider is null where ${OPTIONS} [at Stack/Auth]`],
  ['session tags of a provider', (stack) => pool(stack).addProvider(IdentityPoolProvider.facebook('1'), { sessionTags: wrong }), `'sessionTags' is null where ${OPTIONS} [at Stack/Auth]`],
  ['a provider whose users are granted to', (stack) => pool(stack).usersOf(wrong), `${PROVIDER} [at Stack/Auth]`],
  ['the id of a rule', (stack) => pool(stack).addRoleMappingRule(wrong, GOOGLE, ClaimMatch.equalTo('hd', 'example.com')), `the id of a rule is null where ${TEXT} [at Stack/Auth]`],
  ['options of a rule', (stack) => pool(stack).addRoleMappingRule('staff', GOOGLE, ClaimMatch.equalTo('hd', 'example.com'), wrong), `'options' of rule 'staff' is null where ${OPTIONS} [at Stack/Auth]`],
  ['what a rule matches', (stack) => pool(stack).addRoleMappingRule('staff', GOOGLE, wrong), "what rule 'staff' matches is null where something else must be; give ClaimMatch.equalTo(…) or another of its methods [at Stack/Auth]"],
  ['the claim of a rule', () => ClaimMatch.equalTo(wrong, 'example.com'), `the claim of a rule is null where ${TEXT}`],
  ['the provider of a rule', (stack) => pool(stack).addRoleMappingRule('staff', wrong, ClaimMatch.equalTo('hd', 'example.com')), `${PROVIDER} [at Stack/Auth]`],
  ['the name of a session tag', (stack) => pool(stack).addSessionTag(wrong, GOOGLE, TokenClaim.sub()), `the name of a session tag is null where ${TEXT} [at Stack/Auth]`],
  ['the name of a session tag of a pool that retains its roles', (stack) => imported(stack, ImportedIdentityPoolRoles.retain()).addSessionTag(wrong, GOOGLE, TokenClaim.sub()), `the name of a session tag is null where ${TEXT} [at Stack/Auth]`],
  ['the claim of a session tag', (stack) => pool(stack).addSessionTag('user', GOOGLE, wrong), "the claim of session tag 'user' is null where something else must be; give TokenClaim.customAttribute(…) or another of its methods [at Stack/Auth]"],
  ['the attribute of a claim', () => TokenClaim.customAttribute(wrong), `the attribute of a session tag is null where ${TEXT}`],
  ['options of an attribute', () => TokenClaim.customAttribute('tenantId', wrong), `'options' of the attribute 'tenantId' is null where ${OPTIONS}`],
  ['the name of a claim', () => TokenClaim.named(wrong), `the claim of a session tag is null where ${TEXT}`],
  ['an OpenID Connect provider', () => IdentityPoolProvider.openIdConnect(wrong), 'the provider is null where something else must be; give an OidcProviderNative, or what refers to one'],
  ['a SAML provider', () => IdentityPoolProvider.saml(wrong), 'the provider is null where something else must be; give a SamlProvider of IAM, or what refers to one'],
  ['a user pool', () => IdentityPoolProvider.userPool(wrong, []), 'the user pool is null where something else must be; give a user pool of the CDK'],
  ['app clients', (stack) => IdentityPoolProvider.userPool(directory(stack), wrong), `'clients' is null where ${LIST} [at Stack/Users]`],
  ['an app client', (stack) => IdentityPoolProvider.userPool(directory(stack), [wrong]), 'an app client is null where something else must be; give an app client of the user pool, or what refers to one [at Stack/Users]'],
  ['a developer provider', () => IdentityPoolProvider.developer(wrong), `the developer provider name is null where ${TEXT}`],
  ['props of guest access', (stack) => new GuestAccess(stack, 'Guests', wrong), `'props' of the guest access is null where ${OPTIONS} [at Stack/Guests]`],
  ['options of a group', (stack) => new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] }).group('staff', wrong), `'options' of the group is null where ${OPTIONS} [at Stack/Auth]`],
  ['what becomes of the roles', (stack) => imported(stack, wrong), 'what becomes of the roles is null where something else must be; give ImportedIdentityPoolRoles.retain(…) or ImportedIdentityPoolRoles.attach(…) [at Stack/Auth]'],
  ['options of retained roles', () => ImportedIdentityPoolRoles.retain(wrong), `'options' of the retained roles is null where ${OPTIONS}`],
  ['options of attached roles', () => ImportedIdentityPoolRoles.attach(wrong), `'options' of the attached roles is null where ${OPTIONS}`],
  ['providers of an imported pool', (stack) => imported(stack, ImportedIdentityPoolRoles.attach({ providers: 'google' as never })), `'providers' is 'google' where ${LIST} [at Stack/Auth]`],
  ['session tags of an imported pool', (stack) => imported(stack, ImportedIdentityPoolRoles.retain({ sessionTags: 'tenantId' as never })), `'sessionTags' is 'tenantId' where ${LIST} [at Stack/Auth]`],
  ['a session tag of an imported pool', (stack) => imported(stack, ImportedIdentityPoolRoles.retain({ sessionTags: [wrong] })), `a tag of 'sessionTags' is null where ${TEXT} [at Stack/Auth]`],
  ['the id of an imported pool', (stack) => IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', 5 as never, ImportedIdentityPoolRoles.retain()), `the identity pool id is 5 where ${TEXT} [at Stack/Auth]`],
])('%s', (_what, call, message) => {
  expect(() => call(stackOf())).toThrow(new Error(`wrong-type: ${message}`));
});
