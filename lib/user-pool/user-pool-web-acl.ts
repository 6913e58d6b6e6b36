import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { ArnFormat, Names, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { environmentOf, isElsewhere, requireNearby } from '../private/environment';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import { requireOptions } from '../private/types';

/** A web ACL that is made here. */
export interface ManagedWebAclOptions {
  /**
   * The number of requests that one address may make in 5 minutes, from 10 to 2,000,000,000.
   *
   * @default 2000
   */
  readonly requestsPerFiveMinutes?: number;

  /**
   * The retention of the log of blocked and passed requests.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;

  /**
   * A key of your own that the log is encrypted with, of the Region of the pool. Its policy is extended to let CloudWatch
   * Logs use it for this log; that of an imported key is yours to write.
   *
   * @default - CloudWatch Logs encrypts it with a key of its own
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly logEncryptionKey?: IKey;
}

/** Headers that carry tokens, sessions and what signs a user in. */
const SECRET_HEADERS = ['authorization', 'cookie'];

/** AWS's own rule groups that suit a sign-in: bad addresses, and requests known to be attacks. */
const RULE_GROUPS = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet'];

/**
 * A firewall before the sign-in pages and the API of the pool. AWS WAF charges for each web ACL, rule and request.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
 */
export class UserPoolWebAcl {
  /**
   * An existing web ACL, of the account and Region of the pool.
   *
   * @param webAclArn its ARN, of scope REGIONAL
   * @returns the choice, for `webAcl` of a user pool
   * @throws error `web-acl-arn`, where the pool is made
   * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
   */
  public static fromWebAclArn(webAclArn: string): UserPoolWebAcl {
    return new UserPoolWebAcl((scope) => checkArn(scope, webAclArn));
  }

  /**
   * A web ACL that is made here: a limit for each address, AWS's lists of bad addresses and known attacks, and a log
   * without tokens, codes and cookies: the headers that carry them and query strings are redacted, and no requests are sampled.
   *
   * @param options the limit, and how the log is kept
   * @returns the choice, for `webAcl` of a user pool
   */
  public static managed(options: ManagedWebAclOptions = {}): UserPoolWebAcl {
    requireOptions("'options' of the web ACL", options);
    return new UserPoolWebAcl((scope) => makeWebAcl(scope, options));
  }

  private readonly arn: (scope: Construct) => string;

  private constructor(arn: (scope: Construct) => string) {
    this.arn = arn;
  }

  /** @internal */
  public _attach(scope: Construct, userPool: IUserPool): void {
    new CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: userPool.userPoolArn, webAclArn: this.arn(scope) });
  }
}

/** Those of CloudFront, which are global, do not stand before a user pool. */
function checkArn(scope: Construct, webAclArn: string): string {
  const { account, region } = Stack.of(scope);
  if (!isKnown(webAclArn)) return webAclArn;
  const [, service, of, owner, kind] = /^arn:[^:]+:([^:]+):([^:]+):(\d{12}):([^/]+\/webacl)\//.exec(webAclArn) ?? [];
  if (service === 'wafv2' && kind === 'regional/webacl' && !isElsewhere(of, region) && !isElsewhere(owner, account)) return webAclArn;
  throw new CognitoPoolsError({
    code: 'web-acl-arn',
    received: `the web ACL is ${shown(webAclArn)}`,
    fix: `pass the ARN of one of scope REGIONAL, of the account and Region of the pool: ${Token.isUnresolved(region) ? 'arn:…' : `arn:…:wafv2:${region}`}:…:regional/webacl/…`,
  }, scope);
}

function makeWebAcl(scope: Construct, { requestsPerFiveMinutes = 2000, logEncryptionKey, logRetention = RetentionDays.ONE_MONTH }: ManagedWebAclOptions): string {
  checkLimit(scope, requestsPerFiveMinutes);
  const webAcl = new CfnWebACL(scope, 'WebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibility('WebAcl'),
    rules: [
      { name: 'RequestsPerAddress', priority: 0, action: { block: {} }, visibilityConfig: visibility('RequestsPerAddress'), statement: { rateBasedStatement: { limit: requestsPerFiveMinutes, aggregateKeyType: 'IP' } } },
      ...RULE_GROUPS.map((name, index) => ({
        name, priority: index + 1, overrideAction: { none: {} }, visibilityConfig: visibility(name), statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
      })),
    ],
  });
  const logGroupName = `aws-waf-logs-${Names.uniqueResourceName(scope, { maxLength: 64 })}`;
  const logGroupArn = Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  if (logEncryptionKey) letLogsUse(scope, logEncryptionKey, logGroupArn);
  const logGroup = new LogGroup(scope, 'WebAclLog', { logGroupName, retention: logRetention, encryptionKey: logEncryptionKey, removalPolicy: RemovalPolicy.DESTROY });
  const logging = new CfnLoggingConfiguration(scope, 'WebAclLogging', {
    resourceArn: webAcl.attrArn,
    logDestinationConfigs: [logGroupArn],
    redactedFields: [...SECRET_HEADERS.map((name) => ({ singleHeader: { Name: name } })), { queryString: {} }],
  });
  logging.node.addDependency(logGroup);
  return webAcl.attrArn;
}

function letLogsUse(scope: IConstruct, key: IKey, logGroupArn: string): void {
  requireNearby(scope, { what: `the key ${key.node.path} of the log`, environment: environmentOf(key, key.keyArn), with: 'the user pool', fix: 'give a key of the Region of the pool: CloudWatch Logs takes no other', same: ['region'] });
  key.addToResourcePolicy(new PolicyStatement({
    principals: [new ServicePrincipal(`logs.${Stack.of(scope).region}.amazonaws.com`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn } },
  }));
}

/** Without samples of requests: what is redacted from the log stands in them. */
function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

function checkLimit(scope: IConstruct, limit: number): void {
  if (Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000) return;
  throw new CognitoPoolsError({ code: 'web-acl-limit', received: `'requestsPerFiveMinutes' is ${shown(limit)}`, fix: 'use a whole number from 10 to 2,000,000,000' }, scope);
}
