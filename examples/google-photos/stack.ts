import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { OidcProviderNative, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { IdentityPoolOnly, IdentityPoolProvider, OwnObjectGrants } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** Users who sign in with Google, or with a company's OpenID Connect provider, keep photos, and the company's users see its own besides; there is no user pool. */
export class GooglePhotosStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const photos = new Bucket(this, 'Photos', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
    const company = new OidcProviderNative(this, 'Company', { url: 'https://login.example.com', clientIds: ['photos'] });

    const employees = IdentityPoolProvider.openIdConnect(company);
    const auth = new IdentityPoolOnly(this, 'Auth', { providers: [IdentityPoolProvider.google('123456789012-photos.apps.googleusercontent.com'), employees] });
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
    auth.usersOf(employees).addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [photos.arnForObjects('company/*')] }));

    new CfnOutput(this, 'IdentityPoolId', { value: auth.identityPool.identityPoolId });
    new CfnOutput(this, 'PhotosBucket', { value: photos.bucketName });

    acknowledge(this, acknowledged);
  }
}
