import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnKey, IKey } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { environmentOf, isElsewhere } from '../private/environment';
import { CognitoPoolsError } from '../private/errors';

const DATA_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKeyWithoutPlaintext'];

/**
 * Encrypts the data of the pool with a key of one's own, and lets Cognito use the key.
 *
 * The key's policy cannot name the pool, which waits for the key; it names the pools of the account in the Region instead.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/data-protection.html
 */
export function encryptUserPool(scope: Construct, userPool: UserPool, key: IKey, exportsLogs: boolean): void {
  const resource = userPool.node.defaultChild as CfnUserPool;
  // Not in the L1 of older releases of the CDK.
  resource.addPropertyOverride('KeyConfiguration', { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: key.keyArn });
  for (const statement of statements(scope, exportsLogs)) key.addToResourcePolicy(statement);
}

/** Refuses keys that Cognito cannot use. */
export function checkEncryptionKey(scope: IConstruct, key: IKey): void {
  const wrong = unusableKey(scope, key);
  if (!wrong) return;
  throw new CognitoPoolsError({
    code: 'encryption-key',
    received: `the 'encryptionKey' ${key.node.path} is ${wrong}`,
    fix: 'give a symmetric key of the Region of the pool, itself and no alias of it: Cognito takes no other',
  }, scope);
}

/** Why Cognito cannot use the key, for the data of the pool or for the codes that it hands to custom senders. */
export function unusableKey(scope: IConstruct, key: IKey): string | undefined {
  const { region } = Stack.of(scope);
  const there = environmentOf(key, key.keyArn).region;
  if (JSON.stringify(Stack.of(key).resolve(key.keyArn)).includes(':alias/')) return 'an alias';
  const { keySpec = 'SYMMETRIC_DEFAULT' } = (key.node.defaultChild ?? {}) as Partial<CfnKey>;
  if (keySpec !== 'SYMMETRIC_DEFAULT') return `of the kind ${keySpec}`;
  return isElsewhere(there, region) ? `in ${there}, and the pool in ${region}` : undefined;
}

function statements(scope: Construct, exportsLogs: boolean): PolicyStatement[] {
  const stack = Stack.of(scope);
  const pools = stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: '*' });
  const services = [new ServicePrincipal('cognito-idp.amazonaws.com'), new ServicePrincipal('identitystore.amazonaws.com')];
  const ofPools = { ArnLike: { 'aws:SourceArn': pools }, StringEquals: { 'aws:SourceAccount': stack.account } };
  const dataOfPools = { StringLike: { 'kms:EncryptionContext:aws:cognito-idp:userpool-arn': pools } };
  const throughCognito = { StringEquals: { 'kms:ViaService': `cognito-idp.${stack.region}.${stack.urlSuffix}`, 'kms:CallerAccount': stack.account } };
  const statement = (principals: PolicyStatement['principals'], actions: string[], conditions: object) => new PolicyStatement({ principals, actions, conditions: { ...conditions }, resources: ['*'] });
  return [
    statement(services, DATA_ACTIONS, { ...ofPools, ...dataOfPools }),
    statement(services, ['kms:DescribeKey'], ofPools),
    statement([new AnyPrincipal()], DATA_ACTIONS, { ...throughCognito, ...dataOfPools }),
    statement([new AnyPrincipal()], ['kms:DescribeKey'], throughCognito),
    ...exportsLogs ? logStatements(stack, statement) : [],
  ];
}

/** What is exported is encrypted on its way. */
function logStatements(stack: Stack, statement: (principals: PolicyStatement['principals'], actions: string[], conditions: object) => PolicyStatement): PolicyStatement[] {
  const ofLogs = { StringLike: { 'kms:EncryptionContext:SourceArn': `${stack.formatArn({ service: 'logs', resource: '*' }).replace(/[:/]?\*$/, '')}:*` } };
  return [
    statement([new ServicePrincipal('cognito-idp.amazonaws.com')], ['kms:GenerateDataKey', 'kms:Encrypt'], ofLogs),
    statement([new ServicePrincipal('delivery.logs.amazonaws.com')], ['kms:GenerateDataKey', 'kms:Decrypt'], ofLogs),
  ];
}
