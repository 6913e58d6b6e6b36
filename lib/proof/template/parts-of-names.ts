import { isObject } from './value';

/**
 * Types with the property that names them, and what parts of names end with that no name begins or ends with. None of their names holds
 * what tells the parts of an ARN apart, or a wildcard.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html, https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html, https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html
 */
const NAMED: ReadonlyMap<unknown, { readonly by: string; readonly inside?: RegExp }> = new Map<unknown, { by: string; inside?: RegExp }>([
  ['AWS::S3::Bucket', { by: 'BucketName', inside: /[.-]/ }], ['AWS::DynamoDB::Table', { by: 'TableName' }], ['AWS::SQS::Queue', { by: 'QueueName' }], ['AWS::SNS::Topic', { by: 'TopicName' }], ['AWS::Kinesis::Stream', { by: 'Name' }],
]);

/** A piece of a name as the template spells it: text, a parameter, or something else. */
interface Piece {
  readonly text?: string;
  readonly parameter?: string;
}

/**
 * Finds parameters that stand in the names of resources: with another value than a part of a name nothing would be deployed.
 *
 * @param resources the resources as the template spells them
 * @param parameters the parameters as it declares them
 * @returns the names of those parameters of which it is sure, and sure that they are not empty
 */
export function partsOfNames(resources: readonly (Record<string, unknown> | undefined)[], parameters: Record<string, unknown>): ReadonlySet<string> {
  return new Set(resources.flatMap((resource) => {
    const named = NAMED.get(resource?.Type);
    if (resource === undefined || named === undefined || resource.Condition !== undefined || !isObject(resource.Properties)) return [];
    const pieces = piecesOf(resource.Properties[named.by]);
    return pieces.flatMap(({ parameter }, at) => (parameter !== undefined && (pieces.length === 1 || isNeeded(pieces, at, named.inside) || hasLength(parameters[parameter])) ? [parameter] : []));
  }));
}

/** Whether the name would begin or end as none does where the piece is empty. */
function isNeeded(pieces: readonly Piece[], at: number, inside: RegExp | undefined): boolean {
  const [after, before] = [at === 0 ? pieces[1].text?.[0] : undefined, at === pieces.length - 1 ? pieces[at - 1].text?.slice(-1) : undefined];
  return inside !== undefined && [after, before].some((letter) => letter !== undefined && inside.test(letter));
}

function hasLength(parameter: unknown): boolean {
  return isObject(parameter) && Number(parameter.MinLength ?? 0) >= 1;
}

function piecesOf(raw: unknown): Piece[] {
  if (typeof raw === 'string') return raw === '' ? [] : [{ text: raw }];
  if (!isObject(raw) || Object.keys(raw).length !== 1) return [{}];
  if (typeof raw.Ref === 'string') return [{ parameter: raw.Ref }];
  if (typeof raw['Fn::Sub'] === 'string') return raw['Fn::Sub'].split(/(\$\{[^}]*\})/).flatMap((text): Piece[] => (text.startsWith('${') ? [/^\$\{\w+\}$/.test(text) ? { parameter: text.slice(2, -1) } : {}] : piecesOf(text)));
  const join = raw['Fn::Join'];
  if (!Array.isArray(join) || typeof join[0] !== 'string' || !Array.isArray(join[1])) return [{}];
  const [glue, items] = join as [string, unknown[]];
  return items.flatMap((item, at) => [...(at === 0 ? [] : piecesOf(glue)), ...piecesOf(item)]);
}
