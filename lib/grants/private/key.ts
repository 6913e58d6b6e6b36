import type { IGrantable, IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EncryptedResources, Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IEnvironmentAware } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { environmentOf } from '../../private/environment';
import { keyArnOfStream } from './stream-key';

/**
 * Grants on the key of a resource, where it has one: through its service alone, so that nobody decrypts with the key what
 * they got elsewhere.
 */
export function grantOnKey(service: string, resource: IConstruct & IEnvironmentAware, arn: string, { grantPrincipal: principal }: IGrantable, actions: string[]): void {
  const grantee = throughService(`${service}.${environmentOf(resource, arn).region}.${Stack.of(resource).urlSuffix}`, principal);
  const encrypted = EncryptedResources.of(resource);
  const streamKeyArn = keyArnOfStream(resource);
  if (streamKeyArn !== undefined) Grant.addToPrincipal({ grantee, actions, resourceArns: [streamKeyArn] });
  else if (encrypted) encrypted.grantOnKey(grantee, ...actions);
  else (resource as { encryptionKey?: IKey }).encryptionKey?.grant(grantee, ...actions);
}

function throughService(service: string, principal: IPrincipal): IGrantable {
  const narrowed: IPrincipal = {
    get grantPrincipal() { return narrowed; },
    get policyFragment() { return principal.policyFragment; },
    assumeRoleAction: principal.assumeRoleAction,
    principalAccount: principal.principalAccount,
    addToPrincipalPolicy: (statement: PolicyStatement) => {
      statement.addCondition('StringEquals', { 'kms:ViaService': service });
      return principal.addToPrincipalPolicy(statement);
    },
  };
  return narrowed;
}
