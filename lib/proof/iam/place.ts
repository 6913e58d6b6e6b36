import { mayHoldUnseen } from '../symbols/symbol';

/** Services that answer for a resource in the Region and account of its ARN alone. */
const WHERE_THEY_ARE = 'appsync cognito-idp dynamodb firehose geo kinesis kms lambda logs secretsmanager sns sqs states'.split(' ').join('|');
const REGION_AND_ACCOUNT = new RegExp(`^arn:[^:]*:(?:${WHERE_THEY_ARE}):([^:]+):([^:]+):.`);

/**
 * The Region that is called, and whose account it is, follow from the resource that is asked for.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion, #condition-keys-resourceaccount
 *
 * @param resources the ARNs of resources, or patterns of these
 * @returns what requests for any of them have under the keys of the place, where that is one text
 */
export function placeOf(resources: readonly string[]): Readonly<Record<string, string>> {
  const places = resources.map((arn) => REGION_AND_ACCOUNT.exec(arn));
  const theOne = (at: 1 | 2): string | undefined => {
    const [first, ...others] = new Set(places.map((place) => place?.[at]));
    return others.length > 0 || first === undefined || /[*?$]/.test(first) || mayHoldUnseen(first, ':') ? undefined : first;
  };
  const [region, account] = [theOne(1), theOne(2)];
  return { ...(region !== undefined && { 'aws:RequestedRegion': region }), ...(account !== undefined && { 'aws:ResourceAccount': account }) };
}
