/**
 * @param reason why something is so; undefined where nothing is known of that
 * @returns the end of a sentence that says it
 */
export function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`;
}
