import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { BlockPublicAccess, Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { ClientSettings, OwnObjectGrants, RecordGrants, SignIn, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** Users sign in, keep photos in a folder of their own, and leave clicks; curators see all photos. */
export class PhotoUploadStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const photos = new Bucket(this, 'Photos', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      cors: [{
        allowedOrigins: ['http://localhost:5173'],
        allowedMethods: [HttpMethods.GET, HttpMethods.PUT, HttpMethods.DELETE],
        allowedHeaders: ['*'],
        exposedHeaders: ['ETag'],
      }],
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    const clicks = new Stream(this, 'Clicks');

    const auth = new UserPoolPlusIdentityPool(this, 'Auth', {
      signIn: SignIn.email(),
      selfSignUpEnabled: true,
      groups: ['curators'],
    });
    const client = auth.addSinglePageAppClient('web');

    const own = OwnObjectGrants.fromBucket(photos, { prefix: 'users' });
    own.readWrite(auth.authenticated);
    own.delete(auth.authenticated);
    own.readAll(auth.group('curators'));
    RecordGrants.fromStream(clicks).put(auth.authenticated);

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: client.userPoolClientId });
    new CfnOutput(this, 'IdentityPoolId', { value: auth.identityPool.identityPoolId });
    new CfnOutput(this, 'PhotosBucket', { value: photos.bucketName });
    new CfnOutput(this, 'ClicksStream', { value: clicks.streamName });
    new CfnOutput(this, 'ClientSettings', { value: ClientSettings.fromUserPool(auth, 'web', { bucket: photos, custom: { clicks: clicks.streamName } }).amplifyOutputs });

    acknowledge(this, acknowledged);
  }
}
