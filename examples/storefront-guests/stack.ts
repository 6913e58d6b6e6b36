import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { DeliveryStream, DisableLogging, S3Bucket, StreamEncryption } from 'aws-cdk-lib/aws-kinesisfirehose';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { GuestAccess, OwnObjectGrants, RecordGrants, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** Guests browse the catalog and leave clicks; members who sign in see more, place orders, and keep wish lists of their own. */
export class StorefrontGuestsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const catalog = new Bucket(this, 'Catalog', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
    const clicks = new Stream(this, 'Clicks');
    const archive = new Bucket(this, 'Archive', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
    const orders = new DeliveryStream(this, 'Orders', { destination: new S3Bucket(archive, { loggingConfig: new DisableLogging() }), encryption: StreamEncryption.awsOwnedKey() });
    // The CDK adds the addresses of Firehose for delivery into a VPC, which is not used here.
    this.node.tryRemoveChild('@aws-cdk--aws-kinesisfirehose.CidrBlocks');

    const auth = new UserPoolPlusIdentityPool(this, 'Auth', { selfSignUpEnabled: true });
    const client = auth.addSinglePageAppClient('web');
    const guests = new GuestAccess(this, 'Guests', { identityPool: auth });

    guests.principal.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [catalog.arnForObjects('public/*')] }));
    RecordGrants.fromStream(clicks).put(guests.principal);

    auth.authenticated.addToPrincipalPolicy(new PolicyStatement({
      actions: ['s3:GetObject'],
      resources: [catalog.arnForObjects('public/*'), catalog.arnForObjects('members/*')],
    }));
    RecordGrants.fromStream(clicks).put(auth.authenticated);
    RecordGrants.fromDeliveryStream(orders).put(auth.authenticated);
    OwnObjectGrants.fromBucket(catalog, { prefix: 'wish-lists' }).readWrite(auth.authenticated);

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: client.userPoolClientId });
    new CfnOutput(this, 'IdentityPoolId', { value: auth.identityPool.identityPoolId });
    new CfnOutput(this, 'CatalogBucket', { value: catalog.bucketName });
    new CfnOutput(this, 'ClicksStream', { value: clicks.streamName });
    new CfnOutput(this, 'OrdersDeliveryStream', { value: orders.deliveryStreamName });

    acknowledge(this, acknowledged);
  }
}
