import { IGNORED_TYPES } from './kinds-of-resources';
import { isObject } from './value';

/**
 * @param region a Region's name, where known
 * @returns the partition that it lies in
 */
export function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-') === true) return 'aws-cn';
  if (region?.startsWith('us-gov-') === true) return 'aws-us-gov';
  if (region?.startsWith('eusc-') === true) return 'aws-eusc';
  if (region?.startsWith('us-iso-') === true) return 'aws-iso';
  return region?.startsWith('us-isob-') === true ? 'aws-iso-b' : 'aws';
}

/** The partitions beside `aws` that Regions lie in. */
const OTHERS: ReadonlySet<string> = new Set(['aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b']);

/**
 * @param body a template
 * @param json its text, where that is JSON
 * @returns the partitions beside `aws` that it names: in ARNs, by their own name or by one of their Regions
 */
export function otherPartitionsIn(body: Readonly<Record<string, unknown>>, json?: string): string[] {
  // Most templates name none, and where every letter stands for itself their text tells.
  if (json !== undefined && !json.includes('\\u') && !/arn:aws[a-z-]|"(aws-|cn-|us-gov-|eusc-|us-iso)/.test(json)) return [];
  const found = new Set<string>();
  const { Conditions: conditions, ...rest } = body;
  collect(rest, found);
  if (isObject(conditions)) {
    const named = textsIn(Object.entries(body).map(([section, value]) => (section === 'Resources' && isObject(value) ? Object.values(value).filter((one) => !isIgnored(one)) : value)));
    for (const name in conditions) if (named.has(name)) collect(conditions[name], found);
  }
  return [...found];
}

/** The condition of the CDK's own resource names every Region that there is. */
const isIgnored = (resource: unknown): boolean => isObject(resource) && typeof resource.Type === 'string' && IGNORED_TYPES.has(resource.Type);

function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) textsIn(part, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (value.includes('arn:')) for (const [, partition] of value.matchAll(/\barn:(aws[a-z-]+):/g)) found.add(partition);
    const named = OTHERS.has(value) ? value : value.length < 20 && /^[a-z]{2,4}-[a-z-]+-\d$/.test(value) ? partitionOf(value) : 'aws';
    if (named !== 'aws') found.add(named);
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) collect((value as Record<string, unknown>)[key], found);
  }
}
