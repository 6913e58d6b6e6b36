// Imports users from a CSV file, without their passwords: they choose new ones. For users who would not sign in for long.
// npx tsx examples/user-migration/import-users.ts <user pool id> <role ARN: the stack's UserImportRoleArn> <file.csv>
import {
  CognitoIdentityProviderClient, CreateUserImportJobCommand, DescribeUserImportJobCommand, GetCSVHeaderCommand, StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

async function importUsers(UserPoolId: string, CloudWatchLogsRoleArn: string, file: string): Promise<void> {
  const cognito = new CognitoIdentityProviderClient({});
  const csv = readFileSync(file, 'utf8');
  const { CSVHeader = [] } = await cognito.send(new GetCSVHeaderCommand({ UserPoolId }));
  const [header = ''] = csv.split(/\r?\n/, 1);
  const missing = CSVHeader.filter((column) => !header.split(',').includes(column));
  if (missing.length > 0) throw new Error(`${file} lacks the columns ${missing.join(', ')}; all are: ${CSVHeader.join(',')}`);

  const { UserImportJob: job } = await cognito.send(new CreateUserImportJobCommand({ UserPoolId, JobName: `import-${Date.now()}`, CloudWatchLogsRoleArn }));
  if (!job?.JobId || !job.PreSignedUrl) throw new Error('Cognito made no import job');
  const upload = await fetch(job.PreSignedUrl, { method: 'PUT', body: csv, headers: { 'x-amz-server-side-encryption': 'aws:kms' } });
  if (!upload.ok) throw new Error(`the upload was answered with ${upload.status}`);
  await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId: job.JobId }));

  for (;;) {
    const { UserImportJob: now } = await cognito.send(new DescribeUserImportJobCommand({ UserPoolId, JobId: job.JobId }));
    console.log(`${now?.Status}: ${now?.ImportedUsers ?? 0} imported, ${now?.SkippedUsers ?? 0} skipped, ${now?.FailedUsers ?? 0} failed`);
    if (!['Pending', 'InProgress', 'Created'].includes(now?.Status ?? '')) return;
    await setTimeout(5000);
  }
}

const [userPoolId, roleArn, file] = process.argv.slice(2);
if (!userPoolId || !roleArn || !file) {
  console.error('usage: import-users.ts <user pool id> <role ARN> <file.csv>');
  process.exitCode = 2;
} else {
  importUsers(userPoolId, roleArn, file).catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  });
}
