import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { MultiFactorAuthentication, SignIn, UserPoolOnly } from '../../lib';
import { expectRefused, expectSynthRefused, UserPoolFixture } from '../support/user-pool-fixture';

const COGNITO = 'cognito-idp.amazonaws.com';
const bySms = { signIn: SignIn.phone() };

describe('the role that is made', () => {
  test('cannot be done without where SMS messages are sent', () => {
    expectRefused({ ...bySms, userPoolProps: { enableSmsRole: false } },
      "sms-role-required: userPoolProps has 'enableSmsRole' false, and the pool sends SMS messages; leave 'enableSmsRole' out, or give a role of your own as 'smsRole' [at Stack/Auth]");
  });

  test.each([[undefined, 'RetainExceptOnCreate'], [RemovalPolicy.DESTROY, 'Delete']])('goes when the pool goes (%s)', (removalPolicy, policy) => {
    new UserPoolFixture({ ...bySms, removalPolicy }).template().hasResource('AWS::IAM::Role', { DeletionPolicy: policy });
  });

  test('lets Cognito send for pools of the account and Region alone, with the external id of the pool', () => {
    const under = new UserPoolFixture(bySms);
    const { ExternalId } = under.pool().SmsConfiguration as { ExternalId: string };
    expect(under.only('AWS::IAM::Role').AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: COGNITO },
        Condition: {
          StringEquals: { 'sts:ExternalId': ExternalId, 'aws:SourceAccount': '111122223333' },
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:us-east-1:111122223333:userpool/*']] } },
        },
      }],
    });
  });
});

describe('a role of the app', () => {
  const roleOf = (scope: Construct, externalId?: string): Role => new Role(scope, 'Sms', { assumedBy: new ServicePrincipal(COGNITO, externalId === undefined ? {} : { conditions: { StringEquals: { 'sts:ExternalId': externalId } } }) });
  const under = (smsRole: (scope: Construct) => IRole, smsRoleExternalId?: string, mfa?: MultiFactorAuthentication): UserPoolFixture =>
    new UserPoolFixture((scope) => ({ ...bySms, mfa, userPoolProps: { smsRole: smsRole(scope), smsRoleExternalId } }));
  const fix = "let it be assumed by new iam.ServicePrincipal('cognito-idp.amazonaws.com', { conditions: { StringEquals: { 'sts:ExternalId': id } } }), with the same id as 'smsRoleExternalId' [at Stack/Auth]";

  test('is taken with the external id that it asks for', () => {
    expect(under((scope) => roleOf(scope, 'ours'), 'ours').pool().SmsConfiguration).toMatchObject({ ExternalId: 'ours' });
  });

  test('is taken with an external id that is known at deploy time', () => {
    const fixture = new UserPoolFixture((scope) => {
      const smsRoleExternalId = new CfnParameter(scope, 'Id').valueAsString;
      return { ...bySms, userPoolProps: { smsRole: roleOf(scope, smsRoleExternalId), smsRoleExternalId } };
    });
    expect(fixture.pool().SmsConfiguration).toMatchObject({ ExternalId: { Ref: 'Id' } });
  });

  test.each([
    ['another external id than it asks for', 'ours', 'theirs', undefined, "'smsRoleExternalId' is 'theirs', which the role Stack/Sms of SMS messages does not ask for"],
    ['an external id, and asks for none', undefined, 'ours', undefined, "'smsRoleExternalId' is 'ours', which the role Stack/Sms of SMS messages does not ask for"],
    ['none, and asks for one', 'ours', undefined, undefined, "the role Stack/Sms of SMS messages asks for an external id, and there is no 'smsRoleExternalId'"],
    ['none, for a second factor by SMS', undefined, undefined, MultiFactorAuthentication.required({ sms: true }), "the role Stack/Sms of SMS messages asks for no external id, which Cognito demands for a second factor by SMS, and there is no 'smsRoleExternalId'"],
  ])('is refused with %s', (_what, asked, given, mfa, received) => {
    expectSynthRefused(under((scope) => roleOf(scope, asked), given, mfa), `sms-role: ${received}; ${fix}`);
  });

  test('is refused where it does not let Cognito assume it', () => {
    expectSynthRefused(under((scope) => new Role(scope, 'Sms', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })), `sms-role: the role Stack/Sms of SMS messages does not let Cognito assume it; ${fix}`);
  });

  test('is taken as it is, without an external id, where no second factor needs one', () => {
    expect(under((scope) => roleOf(scope)).pool().SmsConfiguration).not.toHaveProperty('ExternalId');
  });

  test('is taken as it is where a pattern decides which external ids it takes', () => {
    const role = (scope: Construct): Role => new Role(scope, 'Sms', { assumedBy: new ServicePrincipal(COGNITO, { conditions: { StringLike: { 'sts:ExternalId': 'our-*' } } }) });
    expect(under(role, 'theirs').pool().SmsConfiguration).toMatchObject({ ExternalId: 'theirs' });
  });

  test('that was made elsewhere is taken as it is', () => {
    expect(under((scope) => Role.fromRoleArn(scope, 'Sms', 'arn:aws:iam::111122223333:role/sms'), 'theirs').pool().SmsConfiguration).toMatchObject({ ExternalId: 'theirs' });
  });

  test.each<[UserPoolProps, string]>([
    [{ smsRoleExternalId: 'ours' }, "'smsRoleExternalId' without 'smsRole'; leave it out: the role that is made here has an external id of its own"],
    [{ enableSmsRole: false }, "'smsRole', and 'enableSmsRole' false; leave out one of the two"],
  ])('is refused beside what it is not for (%j)', (props, message) => {
    expectRefused((scope) => ({ userPoolProps: { ...props, ...('enableSmsRole' in props && { smsRole: roleOf(scope) }) } }), `sms-role: userPoolProps has ${message} [at Stack/Auth]`);
  });
});

describe('the Region by way of which messages go', () => {
  const smsOf = (region: string | undefined, snsRegion?: string): unknown => {
    const stack = new Stack(new App(), 'Stack', { env: region === undefined ? undefined : { account: '111122223333', region } });
    new UserPoolOnly(stack, 'Auth', { ...bySms, userPoolProps: { snsRegion } });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Cognito::UserPool')) as { Properties: { SmsConfiguration: { SnsRegion?: string } } }[];
    return Properties.SmsConfiguration.SnsRegion;
  };

  test.each([
    ['eu-west-1', undefined, undefined], ['eu-west-1', 'eu-west-1', 'eu-west-1'], ['eu-central-1', undefined, undefined], ['eu-central-1', 'eu-west-1', 'eu-west-1'],
    ['ap-northeast-2', undefined, 'ap-northeast-1'], ['ap-northeast-2', 'ap-northeast-1', 'ap-northeast-1'], [undefined, 'us-west-2', 'us-west-2'],
  ])('of a pool in %s, with %s', (region, given, expected) => {
    expect(smsOf(region, given)).toBe(expected);
  });

  test.each([
    ['eu-west-1', 'us-west-2', 'leave it out: Cognito sends the SMS messages of the pool by way of no other Region'],
    ['us-east-2', 'us-west-2', 'leave it out, or use us-east-1: Cognito sends the SMS messages of the pool by way of no other Region'],
    ['ap-northeast-2', 'ap-northeast-2', 'leave it out: Cognito sends the SMS messages of the pool by way of ap-northeast-1 alone'],
  ])('of a pool in %s is not %s', (region, given, fix) => {
    expect(() => smsOf(region, given)).toThrow(`sms-region: 'snsRegion' is '${given}', and the pool is in ${region}; ${fix} [at Stack/Auth]`);
  });
});

test('an external id that is an item of a list known only at deploy time is refused', () => {
  const stack = new Stack();
  const smsRole = Role.fromRoleArn(stack, 'Sms', 'arn:aws:iam::111122223333:role/sms');
  expect(() => new UserPoolOnly(stack, 'Auth', { userPoolProps: { smsRole, smsRoleExternalId: Aws.NOTIFICATION_ARNS[0] } })).toThrow('literal-required: an item of a list that is known only at deploy time stands where one text must be');
});
