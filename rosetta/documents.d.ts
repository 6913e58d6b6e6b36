// What the snippets of docs/ speak of without saying where it comes from.
declare const assert: typeof import('node:assert');
declare const stack: import('aws-cdk-lib').Stack;
declare const app: import('aws-cdk-lib').App;
declare const auth: import('cdk-cognito-pools').UserPoolPlusIdentityPool;
declare const guests: import('cdk-cognito-pools').GuestAccess;
declare const existing: import('aws-cdk-lib/aws-cognito-identitypool').IdentityPool;
declare const otherPool: import('aws-cdk-lib/aws-cognito').UserPool;
declare const otherClient: import('aws-cdk-lib/aws-cognito').UserPoolClient;
declare const directory: import('cdk-cognito-pools').IdentityPoolProvider;
declare const google: import('cdk-cognito-pools').IdentityPoolProvider;
declare const authenticatedRole: import('aws-cdk-lib/aws-iam').Role;
declare const unauthenticatedRole: import('aws-cdk-lib/aws-iam').Role;
declare const oidcProvider: import('aws-cdk-lib/aws-iam').OidcProviderNative;
declare const samlProvider: import('aws-cdk-lib/aws-iam').SamlProvider;

declare const photos: import('aws-cdk-lib/aws-s3').Bucket;
declare const invoices: import('aws-cdk-lib/aws-s3').Bucket;
declare const documents: import('aws-cdk-lib/aws-s3').Bucket;
declare const backups: import('aws-cdk-lib/aws-s3').Bucket;
declare const reports: import('aws-cdk-lib/aws-s3').Bucket;
declare const orders: import('aws-cdk-lib/aws-dynamodb').TableV2;
declare const queue: import('aws-cdk-lib/aws-sqs').Queue;
declare const archive: import('aws-cdk-lib/aws-kinesisfirehose').DeliveryStream;
declare const monitor: import('aws-cdk-lib/aws-rum').CfnAppMonitor;
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

declare const integration: import('aws-cdk-lib/aws-apigateway').Integration;
declare const httpIntegration: import('aws-cdk-lib/aws-apigatewayv2-integrations').HttpUrlIntegration;
declare const schema: string;
declare const listener: import('aws-cdk-lib/aws-elasticloadbalancingv2').ApplicationListener;
declare const targets: import('aws-cdk-lib/aws-elasticloadbalancingv2').ApplicationTargetGroup;
declare const graphql: import('aws-cdk-lib/aws-appsync').GraphqlApi;
