/** How many checks passed, failed, and were not tried. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The sum of several counts. */
export function sum(counts: readonly Counts[]): Counts {
  const total = (field: keyof Counts) => counts.reduce((so, count) => so + count[field], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

/** A check that is one yes or no. */
export function one(good: boolean): Counts {
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

/** The counts in one plain line. */
export function plainLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
