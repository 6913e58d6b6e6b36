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
 * @param text a text of a template
 * @returns the partition that it names, by its own name or that of one of its Regions
 */
export function partitionNamed(text: string): string | undefined {
  if (PARTITIONS.has(text)) return text;
  return /^[a-z]{2,4}-[a-z-]+-\d$/.test(text) ? partitionOf(text) : undefined;
}
