import { actionFacts, isKnownService } from '../authorization-data/actions';

const FILLED = ['arn', 'aws', '', 'us-east-1', '111122223333'];

/**
 * @param action an action
 * @param like a text in the place of an ARN
 * @returns an ARN of each kind of resource that it takes, for a reader, the shortest first; and the text as one of the service
 */
export function exampleArns(action: string, like: string): string[] {
  const examples = (actionFacts(action)?.resources ?? []).map((format) => format.split(':').map((field, at) => (field === '*' ? FILLED[at] ?? 'example' : field.replaceAll('*', 'example'))).join(':')).sort((a, b) => a.length - b.length);
  return [...examples, ...examples.slice(0, 1).map((one) => like.replace(/^(arn:[^:]*:)[^:]*/, `$1${one.split(':')[2]}`))];
}

/**
 * @param arn a text that a pattern of ARNs matches
 * @returns whether it is of a service that there is not
 */
export function isOfNoService(arn: string): boolean {
  const service = /^arn:[^:]*:([^:]*):/.exec(arn)?.[1];
  return service !== undefined && !isKnownService(service);
}
