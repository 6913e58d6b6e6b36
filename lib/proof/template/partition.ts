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
