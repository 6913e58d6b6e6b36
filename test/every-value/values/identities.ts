import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { CfnStream } from 'aws-cdk-lib/aws-kinesis';
import type { ImportedUserPoolOptions } from '../../../lib';
import {
  ClaimMatch, CustomAttribute, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, Owner, OwnItemGrants, OwnObjectGrants, RecordGrants, SharedObjectGrants, TokenClaim, UserPoolOnly,
  UserPoolPlusIdentityPool,
} from '../../../lib';
import type { Given } from '../later';
import { bucket, google, onIdentityPools, ownTable, table } from '../site';
import type { Tries, Try } from '../site';

const there = (options: (given: Given) => ImportedUserPoolOptions): Try => ({ stack }, given) => UserPoolOnly.fromUserPool(stack, 'Wild', UserPool.fromUserPoolId(stack, 'GivenPool', 'us-east-1_Other1234'), options(given));
const provider = (make: (given: Given) => IdentityPoolProvider): Try => (site, given) => site.both.addIdentityPoolProvider(make(given));
const rule = (match: (given: Given) => ClaimMatch): Try => ({ both }, given) => both.addRoleMappingRule('Curators', both.users, match(given), { acknowledgment: { reason: 'tried' } });

/** What identity pools, existing pools and grants take. */
export const IDENTITY_VALUES: Tries = {
  'IdentityPoolOnlyProps.identityPoolName': ({ stack }, { text: identityPoolName }) => new IdentityPoolOnly(stack, 'Wild', { identityPoolName }),
  'UserPoolPlusIdentityPoolProps.identityPoolName': ({ stack }, { text: identityPoolName }) => new UserPoolPlusIdentityPool(stack, 'Wild', { identityPoolName }),
  'UserPoolPlusIdentityPoolProps.sessionTags': ({ stack }, { text }) => new UserPoolPlusIdentityPool(stack, 'Wild', { sessionTags: { [text]: TokenClaim.sub() } }),
  'IdentityPoolOnly.fromIdentityPoolId(identityPoolId)': ({ stack }, { text }) => IdentityPoolOnly.fromIdentityPoolId(stack, 'Wild', text, ImportedIdentityPoolRoles.attach()),
  'RetainedRolesOptions.sessionTags': ({ stack }, { list: sessionTags }) => IdentityPoolOnly.fromIdentityPoolId(stack, 'Wild', 'us-east-1:11111111-0000-0000-0000-000000000000', ImportedIdentityPoolRoles.retain({ sessionTags })),
  'IIdentityPoolWithPrincipals.group(name)': onIdentityPools((identities, { text }, site) => bucket(site).grantRead(identities.group(text))),
  'IIdentityPoolWithPrincipals.addRoleMappingRule(id)': onIdentityPools((identities, { text }) => identities.addRoleMappingRule(text, google, ClaimMatch.equalTo('sub', 'a'), { acknowledgment: { reason: 'tried' } })),
  'IIdentityPoolWithPrincipals.addSessionTag(tag)': onIdentityPools((identities, { text }) => identities.addSessionTag(text, google, TokenClaim.sub())),
  'IdentityPoolProviderOptions.sessionTags': ({ both, stack }, { text }) => both.addIdentityPoolProvider(IdentityPoolProvider.userPool(UserPool.fromUserPoolId(stack, 'GivenPool', 'us-east-1_Other1234'), [both.addSinglePageAppClient('web')]), { sessionTags: { [text]: TokenClaim.sub() } }),
  'IdentityPoolProvider.google(clientId)': provider(({ text }) => IdentityPoolProvider.google(text)),
  'IdentityPoolProvider.amazon(appId)': provider(({ text }) => IdentityPoolProvider.amazon(text)),
  'IdentityPoolProvider.apple(servicesId)': provider(({ text }) => IdentityPoolProvider.apple(text)),
  'IdentityPoolProvider.facebook(appId)': provider(({ text }) => IdentityPoolProvider.facebook(text)),
  'IdentityPoolProvider.developer(developerProviderName)': provider(({ text }) => IdentityPoolProvider.developer(text)),
  'TokenClaim.customAttribute(name)': ({ both }, { text }) => both.addSessionTag('tenant', both.users, TokenClaim.customAttribute(text)),
  'TokenClaim.named(name)': ({ both }, { text }) => both.addSessionTag('tenant', both.users, TokenClaim.named(text)),
  'AcknowledgmentOptions.reason': ({ both }, { text: reason }) => both.addRoleMappingRule('Curators', both.users, ClaimMatch.equalTo('custom:tenantId', 'a'), { acknowledgment: { reason } }),
  'ClaimMatch.equalTo(claim)': rule(({ text }) => ClaimMatch.equalTo(text, 'a')),
  'ClaimMatch.equalTo(value)': rule(({ text }) => ClaimMatch.equalTo('custom:tenantId', text)),
  'ClaimMatch.startsWith(claim)': rule(({ text }) => ClaimMatch.startsWith(text, 'a')),
  'ClaimMatch.startsWith(value)': rule(({ text }) => ClaimMatch.startsWith('custom:tenantId', text)),
  'ClaimMatch.contains(claim)': rule(({ text }) => ClaimMatch.contains(text, 'a')),
  'ClaimMatch.contains(value)': rule(({ text }) => ClaimMatch.contains('custom:tenantId', text)),
  'ClaimMatch.notEqualTo(claim)': rule(({ text }) => ClaimMatch.notEqualTo(text, 'a')),
  'ClaimMatch.notEqualTo(value)': rule(({ text }) => ClaimMatch.notEqualTo('custom:tenantId', text)),

  'ImportedUserPoolOptions.customAttributes': there(({ text }) => ({ customAttributes: { [text]: CustomAttribute.string() } })),
  'ImportedUserPoolOptions.groups': there(({ text }) => ({ groups: { [text]: {} } })),
  'ExistingGroupOptions.precedence': there(({ number: precedence }) => ({ groups: { staff: { precedence } } })),
  'ImportedUserPoolOptions.resourceServers': { server: there(({ text }) => ({ resourceServers: { [text]: ['read'] } })), scopes: there(({ list }) => ({ resourceServers: { orders: list } })) },

  'OwnObjectOptions.prefix': (site, { text: prefix }) => OwnObjectGrants.fromBucket(bucket(site), { prefix }).readWrite(site.both.authenticated),
  'SharedObjectOptions.prefix': (site, { text: prefix }) => SharedObjectGrants.fromBucket(bucket(site), { prefix }).readWrite(site.both.authenticated),
  'OwnItemOptions.keyPrefix': (site, { text: keyPrefix }) => OwnItemGrants.fromTable(table(site), { keyPrefix }).readWrite(site.both.authenticated),
  'OwnItemOptions.indexes': {
    imported: (site, { list: indexes }) => OwnItemGrants.fromTable(table(site), { indexes }).read(site.both.authenticated),
    own: (site, { list: indexes }) => OwnItemGrants.fromTable(ownTable(site), { indexes }).read(site.both.authenticated),
  },
  'Owner.sessionTag(tag)': (site, { text }) => OwnObjectGrants.fromBucket(bucket(site), { prefix: 'users', owner: Owner.sessionTag(text) }).read(site.both.authenticated),
  // Texts in what the CDK calls buckets, streams and pools.
  'RecordGrants.fromStream(stream)': ({ both, stack }, { text: keyId }) => RecordGrants.fromStream(new CfnStream(stack, 'GivenStream', { streamEncryption: { encryptionType: 'KMS', keyId } })).put(both.authenticated),
  'UserPoolOnly.fromUserPool(userPool)': ({ stack }, { text }) => UserPoolOnly.fromUserPool(stack, 'Wild', UserPool.fromUserPoolId(stack, 'GivenPool', text)).addSinglePageAppClient('web'),

  'new UserPoolOnly(id)': ({ stack }, { text }) => new UserPoolOnly(stack, text),
  'new IdentityPoolOnly(id)': ({ stack }, { text }) => new IdentityPoolOnly(stack, text),
  'new UserPoolPlusIdentityPool(id)': ({ stack }, { text }) => new UserPoolPlusIdentityPool(stack, text),
  'new GuestAccess(id)': ({ stack }, { text }) => new GuestAccess(stack, text),
  'UserPoolOnly.fromUserPool(id)': ({ auth, stack }, { text }) => UserPoolOnly.fromUserPool(stack, text, auth.userPool),
  'IdentityPoolOnly.fromIdentityPool(id)': ({ stack }, { text }) => IdentityPoolOnly.fromIdentityPool(stack, text, new IdentityPool(stack, 'GivenIdentities')),
  'IdentityPoolOnly.fromIdentityPoolId(id)': ({ stack }, { text }) => IdentityPoolOnly.fromIdentityPoolId(stack, text, 'us-east-1:11111111-0000-0000-0000-000000000000', ImportedIdentityPoolRoles.attach()),
};
