import { DeliveryStream, S3Bucket } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { AccountTakeoverAction, MultiFactorAuthentication, ThreatProtection, UserActivityLogDestination, UserPoolWebAcl } from '../../lib';
import { expectNone, expectRefused, Match, UserPoolFixture } from '../support/user-pool-fixture';

describe('threat protection', () => {
  test('audit rates and records', () => {
    const under = new UserPoolFixture({ threatProtection: ThreatProtection.audit() });
    expect(under.pool()).toMatchObject({ UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' } } });
    expectNone(under, 'AWS::Cognito::UserPoolRiskConfigurationAttachment');
  });

  test('enforced answers: a second factor at medium risk, a block at high risk and at leaked passwords', () => {
    const under = new UserPoolFixture({ threatProtection: ThreatProtection.enforced() });
    expect(under.pool()).toMatchObject({ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } });
    expect(under.only('AWS::Cognito::UserPoolRiskConfigurationAttachment')).toMatchObject({
      ClientId: 'ALL',
      AccountTakeoverRiskConfiguration: {
        Actions: {
          LowAction: { EventAction: 'NO_ACTION', Notify: false }, MediumAction: { EventAction: 'MFA_IF_CONFIGURED', Notify: false }, HighAction: { EventAction: 'BLOCK', Notify: false },
        },
      },
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
    });
  });

  test('as one likes, with notifications and exceptions', () => {
    const email = (subject: string) => ({ subject, textBody: 'from {ip-address}' });
    const under = new UserPoolFixture((scope: Construct) => ({
      threatProtection: ThreatProtection.enforced({
        lowRisk: AccountTakeoverAction.NO_ACTION, mediumRisk: AccountTakeoverAction.MFA_REQUIRED, blockCompromisedCredentials: false, allowedIpRanges: ['203.0.113.0/24'], blockedIpRanges: ['2001:db8::/32'],
        notification: { identity: EmailIdentity.fromEmailIdentityName(scope, 'Identity', 'example.com'), from: 'no-reply@example.com', blockEmail: email('blocked'), mfaEmail: email('asked') },
      }),
    }));
    expect(under.only('AWS::Cognito::UserPoolRiskConfigurationAttachment')).toMatchObject({
      AccountTakeoverRiskConfiguration: {
        Actions: { LowAction: { Notify: false }, MediumAction: { EventAction: 'MFA_REQUIRED', Notify: true }, HighAction: { EventAction: 'BLOCK', Notify: true } },
        NotifyConfiguration: { From: 'no-reply@example.com', BlockEmail: { Subject: 'blocked', TextBody: 'from {ip-address}' }, MfaEmail: { Subject: 'asked' } },
      },
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'NO_ACTION' } },
      RiskExceptionConfiguration: { SkippedIPRangeList: ['203.0.113.0/24'], BlockedIPRangeList: ['2001:db8::/32'] },
    });
  });

  test.each([
    [{ subject: '', textBody: 'Was it you?' }, "message-length: 'subject' of 'blockEmail' has 0 characters; write 1 to 140 characters, placeholders included"],
    [{ subject: 'Sign-in', textBody: 'You?' }, "message-length: 'textBody' of 'blockEmail' has 4 characters; write 6 to 20000 characters, placeholders included"],
    [{ subject: 'Sign-in', textBody: 'Was it you?', htmlBody: '<b/>' }, "message-length: 'htmlBody' of 'blockEmail' has 4 characters; write 6 to 20000 characters, placeholders included"],
  ])('the e-mail %j is refused', (blockEmail, message) => {
    expectRefused((scope) => ({ threatProtection: ThreatProtection.enforced({ notification: { identity: EmailIdentity.fromEmailIdentityName(scope, 'Identity', 'example.com'), from: 'no-reply@example.com', blockEmail } }) }), `${message} [at Stack/Auth]`);
  });

  test('a sender that is not of the identity is refused', () => {
    expectRefused((scope) => ({ threatProtection: ThreatProtection.enforced({ notification: { identity: EmailIdentity.fromEmailIdentityName(scope, 'Identity', 'example.com'), from: 'no-reply@other.com' } }) }),
      "email-sender: the address 'no-reply@other.com' is not of the SES identity 'example.com'; send from an address of the verified domain, or verify the domain of this address [at Stack/Auth]");
  });

  test('a range that is both allowed and blocked is refused', () => {
    expectRefused({ threatProtection: ThreatProtection.enforced({ allowedIpRanges: ['203.0.113.0/24'], blockedIpRanges: ['203.0.113.0/24'] }) },
      "ip-ranges: '203.0.113.0/24' is both in allowedIpRanges and in blockedIpRanges; leave it in one of the two [at Stack/Auth]");
  });

  test('a second factor that nobody can have is refused', () => {
    expectRefused({ mfa: MultiFactorAuthentication.off(), threatProtection: ThreatProtection.enforced({ highRisk: AccountTakeoverAction.MFA_REQUIRED }) },
      'account-takeover-action: the action on a risk is MFA_REQUIRED, and multi-factor authentication is off; make multi-factor authentication optional, or use BLOCK: no user could pass [at Stack/Auth]');
  });

  test.each([
    [['203.0.113.7'], "allowedIpRanges has '203.0.113.7'"],
    [['203.0.113.0/33'], "allowedIpRanges has '203.0.113.0/33'"],
    [['2001:zz::/32'], "allowedIpRanges has '2001:zz::/32'"],
    [Array.from({ length: 201 }, () => '203.0.113.0/24'), '201 allowedIpRanges'],
  ])('ranges that Cognito refuses are refused', (allowedIpRanges, received) => {
    expectRefused({ threatProtection: ThreatProtection.enforced({ allowedIpRanges }) }, `ip-ranges: ${received}; give at most 200 ranges, in CIDR notation: 203.0.113.0/24 [at Stack/Auth]`);
  });
});

describe('the firewall', () => {
  test('one that is there already is only associated', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/0000';
    const under = new UserPoolFixture({ webAcl: UserPoolWebAcl.fromWebAclArn(webAclArn) });
    expect(under.only('AWS::WAFv2::WebACLAssociation')).toMatchObject({ WebACLArn: webAclArn, ResourceArn: { 'Fn::GetAtt': [expect.stringMatching('UserPool'), 'Arn'] } });
    expectNone(under, 'AWS::WAFv2::WebACL');
  });

  test('one that is made limits each address, knows attacks, and logs without tokens', () => {
    const under = new UserPoolFixture({ webAcl: UserPoolWebAcl.managed({ requestsPerFiveMinutes: 100, logRetention: RetentionDays.ONE_YEAR }) });
    expect(under.only('AWS::WAFv2::WebACL')).toMatchObject({
      Scope: 'REGIONAL', DefaultAction: { Allow: {} },
      Rules: [
        { Name: 'RequestsPerAddress', Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } } },
        { Name: 'AWSManagedRulesAmazonIpReputationList', OverrideAction: { None: {} } }, { Name: 'AWSManagedRulesKnownBadInputsRuleSet' },
      ],
    });
    expect(JSON.stringify(under.only('AWS::WAFv2::WebACL')).match(/"SampledRequestsEnabled":\w+/g)).toEqual(Array.from({ length: 4 }, () => '"SampledRequestsEnabled":false'));
    const { LogGroupName, RetentionInDays } = under.only('AWS::Logs::LogGroup');
    expect(LogGroupName).toMatch(/^aws-waf-logs-/);
    expect(RetentionInDays).toBe(365);
    expect(under.only('AWS::WAFv2::LoggingConfiguration')).toMatchObject({
      RedactedFields: [{ SingleHeader: { Name: 'authorization' } }, { SingleHeader: { Name: 'cookie' } }, { QueryString: {} }],
      LogDestinationConfigs: [{ 'Fn::Join': ['', [expect.anything(), expect.anything(), `:logs:us-east-1:111122223333:log-group:${String(LogGroupName)}`]] }],
    });
    expect(under.pool()).toMatchObject({ UserPoolTier: 'LITE' });
  });

  test('its log may have a key, which lets CloudWatch Logs use it for this log alone', () => {
    const under = new UserPoolFixture((scope) => ({ webAcl: UserPoolWebAcl.managed({ logEncryptionKey: new Key(scope, 'Key') }) }));
    const { KmsKeyId, LogGroupName } = under.only('AWS::Logs::LogGroup');
    expect(KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching('^Key'), 'Arn'] });
    const { KeyPolicy } = under.only('AWS::KMS::Key') as { KeyPolicy: { Statement: unknown[] } };
    expect(KeyPolicy.Statement.at(-1)).toEqual({
      Effect: 'Allow', Principal: { Service: 'logs.us-east-1.amazonaws.com' }, Resource: '*',
      Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:us-east-1:111122223333:log-group:${String(LogGroupName)}`]] } } },
    });
  });

  test('a key of another Region for its log is refused', () => {
    expectRefused((scope) => ({ webAcl: UserPoolWebAcl.managed({ logEncryptionKey: Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1234') }) }),
      'another-region: the key Stack/Key of the log is in eu-west-1, and the user pool in us-east-1; give a key of the Region of the pool: CloudWatch Logs takes no other [at Stack/Auth]');
  });

  test('a limit that AWS WAF refuses is refused', () => {
    for (const wrong of ['shop', 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/0000', 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/0000']) {
      expectRefused({ webAcl: UserPoolWebAcl.fromWebAclArn(wrong) }, `web-acl-arn: the web ACL is '${wrong}'; pass the ARN of one of scope REGIONAL, of the account and Region of the pool: arn:…:wafv2:us-east-1:…:regional/webacl/… [at Stack/Auth]`);
    }
    expectRefused({ webAcl: UserPoolWebAcl.managed({ requestsPerFiveMinutes: 9 }) }, "web-acl-limit: 'requestsPerFiveMinutes' is 9; use a whole number from 10 to 2,000,000,000 [at Stack/Auth]");
  });
});

describe('log delivery', () => {
  test('errors of messages, and the activity of users in one resource', () => {
    const under = new UserPoolFixture((scope) => ({
      threatProtection: ThreatProtection.audit(), logDelivery: { notificationErrors: new LogGroup(scope, 'Errors'), userActivity: UserActivityLogDestination.logGroup(new LogGroup(scope, 'Activity')) },
    }));
    const { LogConfigurations } = under.only('AWS::Cognito::LogDeliveryConfiguration');
    expect(LogConfigurations).toMatchObject([{ EventSource: 'userNotification', LogLevel: 'ERROR' }, { EventSource: 'userAuthEvents', LogLevel: 'INFO' }]);
    expect(JSON.stringify(LogConfigurations)).not.toContain(':*');
  });

  test('the activity goes to a bucket or a stream', () => {
    const bucket = new UserPoolFixture((scope) => ({ threatProtection: ThreatProtection.audit(), logDelivery: { userActivity: UserActivityLogDestination.bucket(new Bucket(scope, 'Logs')) } }));
    expect(bucket.only('AWS::Cognito::LogDeliveryConfiguration')).toMatchObject({ LogConfigurations: [{ S3Configuration: { BucketArn: { 'Fn::GetAtt': [expect.stringMatching('^Logs'), 'Arn'] } } }] });
    const stream = new UserPoolFixture((scope) => ({
      threatProtection: ThreatProtection.audit(), logDelivery: { userActivity: UserActivityLogDestination.firehose(new DeliveryStream(scope, 'Stream', { destination: new S3Bucket(new Bucket(scope, 'Logs')) })) },
    }));
    expect(stream.only('AWS::Cognito::LogDeliveryConfiguration')).toMatchObject({ LogConfigurations: [{ FirehoseConfiguration: { StreamArn: { 'Fn::GetAtt': [expect.stringMatching('^Stream'), 'Arn'] } } }] });
  });

  test('a bucket lets logs in by its own policy, and the delivery comes after it', () => {
    const under = new UserPoolFixture((scope) => ({
      threatProtection: ThreatProtection.audit(), logDelivery: { userActivity: UserActivityLogDestination.bucket(new Bucket(scope, 'Logs', { enforceSSL: true, encryption: BucketEncryption.KMS })) },
    }));
    const conditions = { 'StringEquals': { 'aws:SourceAccount': '111122223333' }, 'ArnLike': { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:us-east-1:111122223333:*']] } } };
    const delivery = { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' } };
    const { PolicyDocument } = under.only('AWS::S3::BucketPolicy') as { PolicyDocument: { Statement: unknown[] } };
    expect(PolicyDocument.Statement.slice(1)).toEqual([
      { ...delivery, Action: 's3:GetBucketAcl', Resource: { 'Fn::GetAtt': [expect.stringMatching('^Logs'), 'Arn'] }, Condition: conditions },
      {
        ...delivery, Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching('^Logs'), 'Arn'] }, '/AWSLogs/111122223333/*']] },
        Condition: { ...conditions, StringEquals: { ...conditions.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ]);
    expect(JSON.stringify(under.only('AWS::KMS::Key'))).toContain('"Service":"delivery.logs.amazonaws.com"');
    under.template().hasResource('AWS::Cognito::LogDeliveryConfiguration', { DependsOn: [Match.stringLikeRegexp('LogsPolicy')] });
  });

  test('the policy of an imported bucket is not written from here', () => {
    const under = new UserPoolFixture((scope) => ({ threatProtection: ThreatProtection.audit(), logDelivery: { userActivity: UserActivityLogDestination.bucket(Bucket.fromBucketName(scope, 'Logs', 'logs')) } }));
    expectNone(under, 'AWS::S3::BucketPolicy');
  });

  test('a log group with a key of its own is refused', () => {
    expectRefused((scope) => ({ logDelivery: { notificationErrors: new LogGroup(scope, 'Errors', { encryptionKey: Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab') }) } }),
      'log-group-key: the log group Stack/Errors is encrypted with a key; give one without a key: CloudWatch Logs encrypts it all the same, and Cognito takes no other [at Stack/Auth]');
  });

  test('errors of messages are logged on any plan', () => {
    expect(new UserPoolFixture((scope) => ({ logDelivery: { notificationErrors: new LogGroup(scope, 'Errors') } })).pool()).toMatchObject({ UserPoolTier: 'LITE' });
  });

  test('the activity is refused without threat protection, which records it', () => {
    expectRefused((scope) => ({ logDelivery: { userActivity: UserActivityLogDestination.bucket(Bucket.fromBucketName(scope, 'Logs', 'logs')) } }),
      "threat-protection-required: 'logDelivery' has 'userActivity', and there is no 'threatProtection'; add threatProtection: ThreatProtection.audit(): only threat protection records the activity of users [at Stack/Auth]");
  });
});
