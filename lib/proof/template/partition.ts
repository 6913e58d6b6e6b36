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

/** The partitions that Regions lie in. */
const PARTITIONS: ReadonlySet<string> = new Set(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b']);

/**
 * @param value a value of a template
 * @param found the partitions that it names, in ARNs, by their own name or by one of their Regions; grows
 */
export function partitionsIn(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (value.includes('arn:')) for (const [, partition] of value.matchAll(/\barn:(aws[a-z-]*):/g)) found.add(partition);
    const named = value.length < 20 ? partitionNamed(value) : undefined;
    if (named !== undefined) found.add(named);
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) partitionsIn((value as Record<string, unknown>)[key], found);
  }
}

function partitionNamed(text: string): string | undefined {
  if (PARTITIONS.has(text)) return text;
  return /^[a-z]{2,4}-[a-z-]+-\d$/.test(text) ? partitionOf(text) : undefined;
}
