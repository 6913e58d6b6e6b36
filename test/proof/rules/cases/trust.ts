import { document, tagTrust } from '../plain-app';
import { all, arn, asItIs, at, classic, methods, pinned, properties, role, set, trust, trusting, unmapped, type Change, type RuleCase } from './rule-case';

const noAudience = (id: string): Change => (t) => { delete at(t, `${id}/Properties/AssumeRolePolicyDocument/Statement/0/Condition`).StringEquals; };
const anyMethods = (id: string): Change => (t) => { delete at(t, `${id}/Properties/AssumeRolePolicyDocument/Statement/0/Condition`)['ForAnyValue:StringLike']; };
const trusts = (id: string, actions: string[]): Change => set(id, { AssumeRolePolicyDocument: tagTrust(actions) });
const fromAddress = (operator: string): Change => (t) => { at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition')[operator] = { 'aws:SourceIp': '203.0.113.0/24' }; };
/** The address is asked for by the policies of the role. */
const addressMoved: Change = (t) => {
  delete at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition').IpAddress;
  for (const one of at(t, 'AuthPolicy/Properties/PolicyDocument').Statement as { Condition?: object }[]) one.Condition = { ...one.Condition, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
};
/** What the CDK writes for a Kinesis stream, where something depends on it. */
export const regionOfChina: Change = (t) => {
  t.Conditions = { NotEncrypted: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] } };
  (at(t, 'AuthPolicy/Properties/PolicyDocument').Statement as object[]).push({ Effect: 'Allow', Action: 'kinesis:PutRecord', Resource: { 'Fn::If': ['NotEncrypted', 'arn:aws:kinesis:*:*:stream/plain', 'arn:aws:kinesis:*:*:stream/clicks'] } });
};
const both = set('Attachment', { Roles: { authenticated: arn('AuthRole'), unauthenticated: arn('AuthRole') } });
const apart = set('Attachment', { Roles: { authenticated: arn('AuthRole'), unauthenticated: arn('GuestRole') } });
const ofPool = 'let the statement ask for StringEquals cognito-identity.amazonaws.com:aud = the id of the identity pool \'IdentityPool\'';
const signedIn = 'ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = authenticated';
const moved = { fix: 'move the condition on aws:SourceIp from the trust policy to the statements of the policies of AuthRole, where it is the address of the user', after: addressMoved };
const ANOTHER = 'us-east-1:11111111-1111-4111-8111-111111111111';

const hiddenTrust = set('AuthRole', { AssumeRolePolicyDocument: { 'Fn::ImportValue': 'trust' } });
/** One way is as it stands, the other is known only at deployment. */
const perhapsHidden: Change = (t) => {
  t.Conditions = { InChina: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] } };
  set('AuthRole', { AssumeRolePolicyDocument: { 'Fn::If': ['InChina', { 'Fn::ImportValue': 'trust' }, properties(t, 'AuthRole').AssumeRolePolicyDocument] } })(t);
};
const shown = { fix: "prove the template that exports 'trust' together with this one", after: set('AuthRole', { AssumeRolePolicyDocument: trust('authenticated') }) };

/** Whom trust policies let in. */
export const TRUST_CASES: readonly RuleCase[] = [
  ['trust-audience', 'as it is', asItIs, 'PROVED', 'AuthRole'],
  ['trust-audience', 'a trust policy that is known only at deployment', hiddenTrust, 'UNKNOWN', 'AuthRole', shown],
  ['trust-audience', 'one that is known in one way of two', perhapsHidden, 'UNKNOWN', 'AuthRole', shown],
  ['trust-authentication', 'a trust policy that is known only at deployment', hiddenTrust, 'UNKNOWN', 'AuthRole', shown],
  ['trust-audience', 'no aud', noAudience('AuthRole'), 'VIOLATED', 'AuthRole', { fix: ofPool, after: pinned('AuthRole') }],
  ['trust-audience', 'no aud in the role of guests', noAudience('GuestRole'), 'VIOLATED', 'GuestRole', { fix: ofPool, after: pinned('GuestRole') }],
  ['trust-audience', 'a pattern', (t) => { at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0').Condition = { StringLike: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:*' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }; }, 'VIOLATED', 'AuthRole',
    { fix: `${ofPool}, in place of StringLike us-east-1:*`, after: all(pinned('AuthRole'), (t) => { delete at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition').StringLike; }) }],
  ['trust-audience', 'a pool that is made elsewhere', set('AuthRole', { AssumeRolePolicyDocument: trust('authenticated', ANOTHER) }), 'PROVED', 'AuthRole'],
  ['trust-audience', 'a role of one provider', set('AuthRole', { AssumeRolePolicyDocument: trust('graph.facebook.com', null) }), 'VIOLATED', 'AuthRole',
    { fix: 'let the statement ask for StringEquals cognito-identity.amazonaws.com:aud = the id of the identity pool that it is intended for', after: pinned('AuthRole') }],
  ['trust-audience', 'a role of a pool that is not here', (t) => { t.Resources.Reports = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('authenticated', null) } }; }, 'VIOLATED', 'Reports',
    { fix: 'let the statement ask for StringEquals cognito-identity.amazonaws.com:aud = the id of the identity pool that it is intended for', after: trusting('Reports', 'StringEquals', 'aud', ANOTHER) }],

  ['trust-authentication', 'as it is', asItIs, 'PROVED', 'AuthRole'],
  ['trust-authentication', 'no amr', anyMethods('AuthRole'), 'VIOLATED', 'AuthRole', { fix: `let the statement ask for ${signedIn}`, after: methods('AuthRole', 'authenticated') }],
  ['trust-authentication', 'a pattern that guests match', methods('AuthRole', '*authenticated'), 'VIOLATED', 'AuthRole', { fix: `let the statement ask for ${signedIn}`, after: methods('AuthRole', 'authenticated') }],
  ['trust-authentication', 'a role of both', all(both, anyMethods('AuthRole')), 'VIOLATED', 'AuthRole', { fix: `give guests a role of their own, and let the statement ask for ${signedIn}`, after: all(apart, methods('AuthRole', 'authenticated')) }],
  ['trust-authentication', 'the role of guests', anyMethods('GuestRole'), 'NOT_PROVED', 'GuestRole',
    { fix: 'let the statement ask for ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = unauthenticated', after: methods('GuestRole', 'unauthenticated') }],

  ['guest-in-signed-in-role', 'as it is', asItIs, 'PROVED', 'IdentityPool'],
  ['guest-in-signed-in-role', 'one role for both', all(both, anyMethods('AuthRole')), 'VIOLATED', 'Attachment', { fix: 'name a role of their own for guests in Roles.unauthenticated of \'Attachment\'', after: apart }],
  ['guest-in-signed-in-role', 'the classic flow, and a trust without amr', all(classic, unmapped, anyMethods('AuthRole')), 'VIOLATED', 'AuthRole', { fix: `let the trust policy of AuthRole ask for ${signedIn}`, after: methods('AuthRole', 'authenticated') }],
  ['guest-in-signed-in-role', 'the classic flow, and roles that tell guests apart', all(classic, unmapped), 'PROVED', 'IdentityPool'],

  ['tag-not-trusted', 'as it is', asItIs, 'PROVED', 'AuthRole'],
  ...['AuthRole', 'CuratorsRole'].map((id): RuleCase => ['tag-not-trusted', `no sts:TagSession for ${id}`, trusts(id, ['sts:AssumeRoleWithWebIdentity']), 'VIOLATED', id,
    { fix: `add sts:TagSession to the actions of the statement of ${id} that allows sts:AssumeRoleWithWebIdentity`, after: trusts(id, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']) }]),

  ['role-tag-shadows', 'as it is', asItIs, 'PROVED', 'AuthRole'],
  ...['tenant', 'Tenant'].map((key): RuleCase => ['role-tag-shadows', `the tag ${key}`, set('AuthRole', { Tags: [{ Key: key, Value: 'acme' }, { Key: 'team', Value: 'web' }] }), 'VIOLATED', 'AuthRole',
    { fix: `take the tag '${key}' off 'AuthRole' (Tags.of(scope) tags roles too: exclude AWS::IAM::Role)`, after: set('AuthRole', { Tags: [{ Key: 'team', Value: 'web' }] }) }]),
  ['role-tag-shadows', 'another tag', set('AuthRole', { Tags: [{ Key: 'team', Value: 'web' }] }), 'PROVED', 'AuthRole'],

  ['role-not-assumable', 'as it is', asItIs, 'PROVED', 'AuthRole'],
  ['role-not-assumable', 'a Region of another partition in a condition', regionOfChina, 'PROVED', 'AuthRole'],
  ['role-not-assumable', 'another pool', trusting('AuthRole', 'StringEquals', 'aud', 'another'), 'VIOLATED', 'AuthRole', { fix: 'let the trust policy of AuthRole ask for cognito-identity.amazonaws.com:aud = the id of \'IdentityPool\'', after: pinned('AuthRole') }],
  ['role-not-assumable', 'a pool by its id, which may be this one', trusting('AuthRole', 'StringEquals', 'aud', ANOTHER), 'UNKNOWN', 'AuthRole', { fix: 'name the identity pool of AuthRole.AssumeRolePolicyDocument.Statement[0] by Ref, or prove the template that makes it together with this one', after: pinned('AuthRole') }],
  ['role-not-assumable', 'the wrong users', methods('AuthRole', 'unauthenticated'), 'VIOLATED', 'AuthRole', { fix: 'let the trust policy of AuthRole ask for cognito-identity.amazonaws.com:amr = authenticated', after: methods('AuthRole', 'authenticated') }],
  ['role-not-assumable', 'the wrong users of the wrong pool', all(methods('AuthRole', 'unauthenticated'), trusting('AuthRole', 'StringEquals', 'aud', 'another')), 'VIOLATED', 'AuthRole',
    { fix: 'let the trust policy of AuthRole ask for cognito-identity.amazonaws.com:aud = the id of \'IdentityPool\' and cognito-identity.amazonaws.com:amr = authenticated', after: all(methods('AuthRole', 'authenticated'), pinned('AuthRole')) }],
  ['role-not-assumable', 'the role of a group', methods('CuratorsRole', 'unauthenticated'), 'VIOLATED', 'CuratorsRole', { fix: 'let the trust policy of CuratorsRole ask for cognito-identity.amazonaws.com:amr = authenticated', after: methods('CuratorsRole', 'authenticated') }],
  ['role-not-assumable', 'one role for both, which trusts users who signed in', both, 'VIOLATED', 'AuthRole',
    { fix: 'name in \'Attachment\' a role for guests alone, whose trust policy asks for cognito-identity.amazonaws.com:aud = the id of \'IdentityPool\' and cognito-identity.amazonaws.com:amr = unauthenticated', after: apart }],
  ['role-not-assumable', 'a role of a service', set('GuestRole', { AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }) }), 'VIOLATED', 'GuestRole',
    {
      fix: 'name in \'Attachment\' a role for guests alone, whose trust policy asks for cognito-identity.amazonaws.com:aud = the id of \'IdentityPool\' and cognito-identity.amazonaws.com:amr = unauthenticated',
      after: all(role('Visitors', 'unauthenticated'), set('Attachment', { Roles: { authenticated: arn('AuthRole'), unauthenticated: arn('Visitors') } })),
    }],
  ['role-not-assumable', 'a role of another pool', all((t) => {
    t.Resources.Pool2 = { Type: 'AWS::Cognito::IdentityPool', Properties: { ...properties(t, 'IdentityPool') } };
    t.Resources.Attachment2 = { Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { IdentityPoolId: { Ref: 'Pool2' }, Roles: { authenticated: arn('AuthRole') } } };
  }), 'VIOLATED', 'AuthRole',
  {
    fix: 'name in \'Attachment2\' a role for users who signed in alone, whose trust policy asks for cognito-identity.amazonaws.com:aud = the id of \'Pool2\' and cognito-identity.amazonaws.com:amr = authenticated',
    after: all(role('Readers', 'authenticated'), trusting('Readers', 'StringEquals', 'aud', { Ref: 'Pool2' }), set('Attachment2', { Roles: { authenticated: arn('Readers') } })),
  }],
  ['role-not-assumable', 'an address in the trust policy', fromAddress('IpAddress'), 'VIOLATED', 'AuthRole', moved],
  ['role-not-assumable', 'an address in the trust policy, and the classic flow', all(classic, unmapped, fromAddress('IpAddress')), 'NOT_PROVED', 'AuthRole', moved],
  ['role-not-assumable', 'an address that is kept out', fromAddress('NotIpAddress'), 'PROVED', 'AuthRole'],
  ['role-not-assumable', 'a role from elsewhere', set('Attachment', { Roles: { authenticated: 'arn:aws:iam::111122223333:role/elsewhere' } }), 'UNKNOWN', 'Attachment',
    { fix: 'prove the template that makes arn:aws:iam::111122223333:role/elsewhere together with this one', after: apart }],
];
