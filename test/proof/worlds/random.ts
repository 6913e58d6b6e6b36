/** Random choices that are the same for the same seed (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 to below 1. */
  public fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  public pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.fraction() * list.length)];
  }

  /** Whether something that happens once in so many times does. */
  public oneIn(count: number): boolean {
    return this.fraction() * count < 1;
  }

  public some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: 1 + Math.floor(this.fraction() * most) }, make);
  }
}
