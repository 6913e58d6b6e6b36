import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Effect } from 'aws-cdk-lib/aws-iam';
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

/**
 * What a statement grants to guests: without what comes along and is taken away from them anyway.
 *
 * @param scope where it is granted
 * @param statement the statement as it was granted, with all that was added to it
 * @returns the same statement, or one without that
 */
export function withoutCompanions(scope: IConstruct, statement: PolicyStatement): PolicyStatement {
  const { companions } = beyondCeiling(scope, statement);
  if (statement.effect !== Effect.ALLOW || companions.length === 0) return statement;
  return statement.copy({ actions: statement.actions.filter((action) => !companions.includes(action)) });
}

/** Refuses a grant to guests of an action that would look granted and never work. */
export function refuseBeyondCeiling(scope: IConstruct, statement: PolicyStatement): void {
  const { region } = Stack.of(scope);
  const { others } = beyondCeiling(scope, statement);
  if (others.length > 0) {
    throw new CognitoPoolsError({
      code: 'beyond-guest-ceiling',
      received: `guests are granted ${others.join(', ')}, which Cognito removes from every guest session${guestCeiling(region).length < GUEST_CEILING.length ? ` in ${region}, a Region that is opted into` : ''}`,
      fix: 'let users sign in for it, or put an API of your own in front (execute-api:Invoke may be granted to guests)',
    }, scope);
  }
}

/** The actions of a statement that guests do not keep: those that came along with others, and those that were meant. */
function beyondCeiling(scope: IConstruct, { actions }: PolicyStatement): { companions: string[]; others: string[] } {
  const ceiling = guestCeiling(Stack.of(scope).region);
  const lost = actions.filter((action) => isKnown(action) && !ceiling.some((allowed) => patternsOverlap(action.toLowerCase(), allowed.toLowerCase())));
  const companions = lost.length < actions.length ? lost.filter((action) => COMPANIONS.includes(action)) : [];
  return { companions, others: lost.filter((action) => !companions.includes(action)) };
}
