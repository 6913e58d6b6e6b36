import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { UserPoolOnly, UserPoolTrigger } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** Users move from a legacy directory into the user pool with their next sign-in, and keep their passwords. */
export class UserMigrationStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const legacy = new TableV2(this, 'LegacyUsers', { partitionKey: { name: 'email', type: AttributeType.STRING }, billing: Billing.onDemand() });
    const migrate = new Function(this, 'Migrate', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline(readFileSync(join(__dirname, 'migrate.cjs'), 'utf8')),
      environment: { LEGACY_USERS: legacy.tableName },
    });
    legacy.grantReadData(migrate);

    const auth = new UserPoolOnly(this, 'Auth', { triggers: [UserPoolTrigger.userMigration(migrate)] });
    const client = auth.addSinglePageAppClient('web');

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: client.userPoolClientId });
    new CfnOutput(this, 'LegacyTable', { value: legacy.tableName });
    new CfnOutput(this, 'MigrateFunction', { value: migrate.functionName });
    new CfnOutput(this, 'UserImportRoleArn', { value: auth.obtainUserImportRole().roleArn });

    acknowledge(this, acknowledged);
  }
}
