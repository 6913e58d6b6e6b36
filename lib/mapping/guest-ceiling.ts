import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack, Token } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import { patternsOverlap } from './pattern-overlap';
import { isKnown } from '../private/tokens';

/**
 * What Cognito lets guests do at most: it scopes every guest session in the enhanced flow down to these, silently.
 * Inline policy as of the user guide's page on IAM roles, managed policy AmazonCognitoUnAuthedIdentitiesSessionPolicy v4
 * (2026-05-01). The prover holds its own copy; a test keeps the two equal.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services
 */
const GUEST_CEILING = [
  'appsync:*', 'cloudwatch:*', 'codewhisperer:*', 'cognito-identity:*', 'cognito-idp:*', 'cognito-sync:*', 'comprehend:*', 'dynamodb:*',
  'execute-api:*', 'firehose:*', 'gamelift:*', 'geo:*Geofence', 'geo:*Geofences', 'geo:*DevicePosition*', 'geo:CalculateRoute*', 'geo:GetMap*',
  'geo:GetPlace', 'geo:ListMaps', 'geo:SearchPlaceIndex*', 'iot:*', 'kinesis:*', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom',
  'kms:ReEncryptTo', 'lambda:*', 'lex:*', 'logs:*', 'machinelearning:*', 'mobileanalytics:*', 'mobiletargeting:*', 'personalize:*', 'polly:*',
  'rekognition:*', 'rum:PutRumEvents', 's3:*', 'sagemaker:InvokeEndpoint', 'sdb:*', 'ses:*', 'sns:*', 'sqs:*', 'textract:AnalyzeDocument',
  'textract:DetectDocumentText', 'transcribe:*', 'translate:*',
];

/** Where a Region has to be enabled first, Cognito takes these away too. */
const NOT_WHERE_OPTED_IN = ['codewhisperer:*', 'cognito-sync:*', 'sdb:*', 'textract:AnalyzeDocument', 'textract:DetectDocumentText'];

/** What guests keep in a Region; where the Region is known at deployment only, what they keep in most. */
export function guestCeiling(region: string): string[] {
  if (Token.isUnresolved(region) || !RegionInfo.get(region).isOptInRegion) return GUEST_CEILING;
  return GUEST_CEILING.filter((action) => !NOT_WHERE_OPTED_IN.includes(action));
}

/** Comes with every `grant` of the CDK on an encrypted resource; the grant works without it. */
const COMPANIONS = ['kms:DescribeKey'];

/** Refuses a grant to guests of an action that would look granted and never work. */
export function refuseBeyondCeiling(scope: IConstruct, statement: PolicyStatement): void {
  const { region } = Stack.of(scope);
  const ceiling = guestCeiling(region);
  const lost = statement.actions.filter((action) => isKnown(action) && !ceiling.some((allowed) => patternsOverlap(action.toLowerCase(), allowed.toLowerCase())));
  const unforeseen = lost.filter((action) => !(COMPANIONS.includes(action) && lost.length < statement.actions.length));
  if (unforeseen.length > 0) {
    throw new CognitoPoolsError({
      code: 'beyond-guest-ceiling',
      received: `guests are granted ${unforeseen.join(', ')}, which Cognito removes from every guest session${ceiling.length < GUEST_CEILING.length ? ` in ${region}, a Region that is opted into` : ''}`,
      fix: 'let users sign in for it, or put an API of your own in front (execute-api:Invoke may be granted to guests)',
    }, scope);
  }
}
