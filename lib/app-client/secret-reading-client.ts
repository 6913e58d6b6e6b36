import type { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { SecretValue } from 'aws-cdk-lib/core';
import { CognitoPoolsError } from '../private/errors';

/** The L2 client, but for how its secret is read: the L2's own way brings a custom resource with a Lambda function. */
export class SecretReadingClient extends UserPoolClient {
  /**
   * The secret of the client, read from the client itself at deploy time; the value stands in no template.
   */
  public override get userPoolClientSecret(): SecretValue {
    const { attrClientSecret, generateSecret } = this.node.defaultChild as CfnUserPoolClient;
    if (generateSecret !== true) {
      throw new CognitoPoolsError({
        code: 'no-client-secret',
        received: 'the app client has no secret',
        fix: 'use a client made by addWebAppClient or addMachineToMachineClient: apps in browsers and on phones cannot keep a secret',
      }, this);
    }
    return SecretValue.resourceAttribute(attrClientSecret);
  }
}
