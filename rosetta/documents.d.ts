// What the snippets of docs/ speak of without saying where it comes from.
declare const stack: import('aws-cdk-lib').Stack;
declare const app: import('aws-cdk-lib').App;
declare const auth: import('cdk-cognito-pools').UserPoolPlusIdentityPool;
declare const guests: import('cdk-cognito-pools').GuestAccess;
declare const samlProvider: import('aws-cdk-lib/aws-iam').SamlProvider;

declare const photos: import('aws-cdk-lib/aws-s3').Bucket;
declare const invoices: import('aws-cdk-lib/aws-s3').Bucket;
declare const documents: import('aws-cdk-lib/aws-s3').Bucket;
declare const backups: import('aws-cdk-lib/aws-s3').Bucket;
declare const orders: import('aws-cdk-lib/aws-dynamodb').TableV2;
declare const clicks: import('aws-cdk-lib/aws-kinesis').Stream;

declare const welcome: import('aws-cdk-lib/aws-lambda').Function;
declare const claims: import('aws-cdk-lib/aws-lambda').Function;
declare const define: import('aws-cdk-lib/aws-lambda').Function;
declare const create: import('aws-cdk-lib/aws-lambda').Function;
declare const verify: import('aws-cdk-lib/aws-lambda').Function;
declare const sender: import('aws-cdk-lib/aws-lambda').Function;
declare const legacy: import('aws-cdk-lib/aws-lambda').Function;
declare const backEnd: import('aws-cdk-lib/aws-lambda').Function;
declare const key: import('aws-cdk-lib/aws-kms').Key;
declare const errors: import('aws-cdk-lib/aws-logs').LogGroup;
declare const activity: import('aws-cdk-lib/aws-logs').LogGroup;
