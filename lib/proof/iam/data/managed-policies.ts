import { ADMINISTRATION_POLICIES } from './managed/administration';
import { APP_SERVICES_POLICIES } from './managed/app-services';
import { COGNITO_POLICIES } from './managed/cognito';
import { DYNAMODB_POLICIES } from './managed/dynamodb';
import { KINESIS_POLICIES } from './managed/kinesis';
import { LAMBDA_POLICIES } from './managed/lambda';
import { S3_POLICIES } from './managed/s3';
import type { ManagedTexts } from './managed/text';

/** The day on which the texts were last compared with AWS's own. */
const AS_OF = '2026-08-22';

/**
 * What AWS-managed policies that matter to people with Cognito credentials, and to the functions behind their apps, say in the
 * partition `aws`. None of them denies anything. AWS can change them at any time, which is why each has a version and a date.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const TEXTS: ManagedTexts = {
  ...ADMINISTRATION_POLICIES, ...S3_POLICIES, ...DYNAMODB_POLICIES, ...KINESIS_POLICIES, ...LAMBDA_POLICIES, ...COGNITO_POLICIES, ...APP_SERVICES_POLICIES,
};

/** The text of a managed policy: a document of what it surely allows, and the actions that it may allow besides. */
export interface ManagedPolicyText {
  readonly arn: string;
  readonly version: string;
  /** The day on which AWS made this version the default one. */
  readonly since: string;
  /** The page on which AWS shows the text. */
  readonly source: string;
  readonly document: object;
  readonly perhaps: readonly string[];
  /** Why it is not known whether it allows those. */
  readonly reason: string;
}

/** The paths of the policies whose text is known here. */
export const KNOWN_MANAGED_POLICIES: readonly string[] = Object.keys(TEXTS);

/**
 * @param name the name of a managed policy of AWS
 * @returns the part of its ARN after `policy/`, where its text is known here
 */
export function managedPolicyPath(name: string): string | undefined {
  return KNOWN_MANAGED_POLICIES.find((path) => path === name || path.endsWith(`/${name}`));
}

/**
 * @param path the part of the ARN after `policy/`, such as `service-role/AWSLambdaBasicExecutionRole`
 * @returns the text, where it is known here
 */
export function managedPolicyText(path: string): ManagedPolicyText | undefined {
  if (!Object.hasOwn(TEXTS, path)) return undefined;
  const { statements, version, since, perhaps } = TEXTS[path];
  const spelled = statements.map(({ Action, NotAction, Resource, Condition }) => ({
    Effect: 'Allow',
    ...(Action !== undefined && { Action: actions(Action) }),
    ...(NotAction !== undefined && { NotAction: actions(NotAction) }),
    Resource: Resource ?? '*',
    ...(Condition && { Condition }),
  }));
  return {
    arn: `arn:aws:iam::aws:policy/${path}`,
    version,
    since,
    source: `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${path.slice(path.lastIndexOf('/') + 1)}.html`,
    document: { Version: '2012-10-17', Statement: spelled },
    perhaps: perhaps === undefined ? [] : actions(perhaps),
    reason: `of ${path} (${version}, as of ${AS_OF}) only a part is known here`,
  };
}

function actions(short: string): string[] {
  return short.split(';').flatMap((part) => {
    const [service, ...names] = part.trim().split(/\s+/);
    return names.length === 0 ? [service] : names.map((name) => `${service}${name}`);
  });
}
