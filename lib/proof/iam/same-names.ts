import { holdsSymbol, isSymbol } from '../symbols/symbol';
import { matchesGlob, type GlobToken } from './glob';

/**
 * Services of whose ARNs no part holds a wildcard, or a colon that is not spelled out; of Amazon S3, the names of buckets.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html, and of each other service the
 * page of what makes its resources: firehose API_CreateDeliveryStream, iam API_CreateRole, kinesis API_CreateStream, lambda
 * API_CreateFunction, secretsmanager API_CreateSecret, sns API_CreateTopic, sqs API_CreateQueue, ssm API_PutParameter
 */
const OF_NAMES = /^arn:[^:/]*:(?:(?:dynamodb|firehose|iam|kinesis|lambda|secretsmanager|sns|sqs|ssm):.*|s3:[^/]*)/s;

/**
 * A text that only the deployment knows is the same in a policy and in the name of a resource: where it stands at the same place of both,
 * it holds no wildcard and decides nothing, and what follows it does.
 *
 * @param tokens a pattern
 * @param arn the ARN of a resource that there is, with symbols
 * @returns whether what follows shows that the two do not match; a wildcard stands for nothing beyond its field where both have equally many
 */
export function differBehindNames(tokens: readonly GlobToken[], arn: string): boolean {
  const [names] = OF_NAMES.exec(arn) ?? [''];
  if (!holdsSymbol(names)) return false;
  const letters = Array.from(arn);
  const end = Array.from(names).length;
  if (differ(tokens, letters, end)) return true;
  const [patterns, fields] = [fieldsOf(tokens, (token) => token.kind === 'literal' && token.char === ':'), fieldsOf(letters, (letter) => letter === ':')];
  if (patterns.length !== fields.length) return false;
  let left = end;
  return fields.some((field, at) => {
    const before = left;
    left -= field.length + 1;
    return differ(patterns[at], field, before);
  });
}

/** Whether, behind what both begin with, and which holds a symbol, they do not match; `end`: how many of the letters are of names. */
function differ(pattern: readonly GlobToken[], letters: readonly string[], end: number): boolean {
  let same = 0;
  for (let token = pattern[0]; same < end && token?.kind === 'literal' && token.char === letters[same]; token = pattern[++same]);
  return letters.slice(0, same).some(isSymbol) && !matchesGlob(pattern.slice(same), letters.slice(same), 'upper', false);
}

function fieldsOf<T>(all: readonly T[], isColon: (one: T) => boolean): T[][] {
  const fields: T[][] = [[]];
  for (const one of all) {
    if (isColon(one)) fields.push([]);
    else fields[fields.length - 1].push(one);
  }
  return fields;
}
