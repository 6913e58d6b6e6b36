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

/** The partitions beside `aws` that templates name. */
export interface NamedPartitions {
  /** In ARNs, or by their own name. */
  readonly byName: ReadonlySet<string>;
  /** By one of their Regions: most such names stand in conditions that have nothing to do with access. */
  readonly byRegion: ReadonlySet<string>;
}

/**
 * @param templates templates, with their texts where these are JSON
 * @returns the partitions that they name
 */
export function partitionsIn(templates: readonly { readonly body: unknown; readonly json?: string }[]): NamedPartitions {
  const found = { byName: new Set<string>(), byRegion: new Set<string>() };
  // Most templates name none, and where every letter stands for itself their text tells.
  for (const { body, json } of templates) if (json === undefined || json.includes('\\u') || /arn:aws[a-z-]|"(aws-|cn-|us-gov-|eusc-|us-iso)/.test(json)) collect(body, found);
  return found;
}

function collect(value: unknown, found: { readonly byName: Set<string>; readonly byRegion: Set<string> }): void {
  if (typeof value === 'string') {
    if (value.includes('arn:')) for (const [, partition] of value.matchAll(/\barn:(aws[a-z-]+):/g)) found.byName.add(partition);
    if (OTHERS.has(value)) found.byName.add(value);
    const ofRegion = value.length < 20 && /^[a-z]{2,4}-[a-z-]+-\d$/.test(value) ? partitionOf(value) : 'aws';
    if (ofRegion !== 'aws') found.byRegion.add(ofRegion);
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) collect((value as Record<string, unknown>)[key], found);
  }
}
