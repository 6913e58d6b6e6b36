import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { CustomAttribute, Owner, OwnItemGrants, OwnObjectGrants, SignIn, TokenClaim, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** Any number of tenants, one role and one policy: users reach the documents of their tenant, and notes of their own. */
export class TenantsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const documents = new Bucket(this, 'Documents', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
    const orders = new Table(this, 'Orders', {
      partitionKey: { name: 'tenant', type: AttributeType.STRING },
      sortKey: { name: 'order', type: AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const notes = new Table(this, 'Notes', {
      partitionKey: { name: 'person', type: AttributeType.STRING },
      sortKey: { name: 'note', type: AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });

    const auth = new UserPoolPlusIdentityPool(this, 'Auth', {
      signIn: SignIn.email(),
      customAttributes: { tenantId: CustomAttribute.string({ maxLength: 64 }) },
      sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') },
    });
    const client = auth.addSinglePageAppClient('web');

    const tenant = Owner.sessionTag('tenantId');
    OwnObjectGrants.fromBucket(documents, { prefix: 'tenants', owner: tenant }).readWrite(auth.authenticated);
    OwnItemGrants.fromTable(orders, { keyPrefix: 'TENANT#', owner: tenant }).readWrite(auth.authenticated);
    OwnItemGrants.fromTable(notes).readWrite(auth.authenticated);

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: client.userPoolClientId });
    new CfnOutput(this, 'IdentityPoolId', { value: auth.identityPool.identityPoolId });
    new CfnOutput(this, 'DocumentsBucket', { value: documents.bucketName });
    new CfnOutput(this, 'OrdersTable', { value: orders.tableName });
    new CfnOutput(this, 'NotesTable', { value: notes.tableName });

    acknowledge(this, acknowledged);
  }
}
