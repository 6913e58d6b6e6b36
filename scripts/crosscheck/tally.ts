const SHOWN = 10;

/** How often what was found, and what must never be. */
export class Tally {
  private readonly times = new Map<string, number>();
  private conflicts = 0;

  constructor(private readonly title: string) {}

  /** Counts something. */
  public add(what: string, times = 1): void {
    this.times.set(what, (this.times.get(what) ?? 0) + times);
  }

  /** Counts what must never be, and shows the first few. */
  public conflict(what: string, details: unknown): void {
    this.conflicts += 1;
    this.add(`DISAGREEMENT: ${what}`);
    if (this.conflicts <= SHOWN) console.log(`${what}: ${JSON.stringify(details)}`);
  }

  /**
   * Prints what was counted.
   *
   * @returns whether nothing happened that must never be
   */
  public print(): boolean {
    console.log(`${this.title}:`);
    for (const [what, times] of [...this.times].sort(([, a], [, b]) => b - a)) console.log(`${String(times).padStart(8)}  ${what}`);
    return this.conflicts === 0;
  }
}
