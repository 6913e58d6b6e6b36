import { parsePolicy, type Policy, type PolicyOrigin } from '../iam/policy';

const allow = (actions: readonly string[], extra: object = {}): object => ({ Effect: 'Allow', Action: actions, Resource: '*', ...extra });

/**
 * The text of AWS-managed policies, restated from the AWS Managed Policy Reference as of 2026-05. AWS can change them at
 * any time, which is why a verdict that rests on one names it; every other managed policy is UNKNOWN.
 */
const TEXTS: { readonly [path: string]: readonly object[] } = {
  'AdministratorAccess': [allow(['*'])],
  'AmazonS3FullAccess': [allow(['s3:*', 's3-object-lambda:*'])],
  'AmazonS3ReadOnlyAccess': [allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'])],
  'service-role/AWSLambdaBasicExecutionRole': [allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])],
};

/**
 * @param arn the ARN of a managed policy
 * @param origin where it is attached
 * @returns the policy, when it is AWS's own and its text is known here
 */
export function managedPolicy(arn: string, origin: PolicyOrigin): Policy | undefined {
  const path = /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (path === undefined || !Object.hasOwn(TEXTS, path)) return undefined;
  return parsePolicy({ Version: '2012-10-17', Statement: TEXTS[path] }, origin);
}
