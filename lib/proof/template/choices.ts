/** What one reading of the templates takes for granted about something that only the deployment decides. */
export interface Choice {
  /** The parameter, pseudo parameter or comparison that is decided. */
  readonly subject: string;
  /** How people know it. */
  readonly label: string;
  /** Its value; undefined when it is none of `not`. */
  readonly is?: string;
  /** Values that it does not have. */
  readonly not: readonly string[];
}

/** Thrown to say that the reading cannot go on without deciding something: it starts again once for each alternative. */
export class NeedsChoice extends Error {
  public constructor(
    /** The alternatives, which together cover every deployment. */
    public readonly alternatives: readonly Choice[],
  ) {
    super('a choice is needed');
  }
}

/** The choices of one reading: one of the ways in which the conditions of the templates can turn out. */
export class Choices {
  /** What was asked for, and this reading may not decide; grows. */
  public readonly untold = new Set<string>();
  private readonly bySubject: ReadonlyMap<string, Choice>;

  public constructor(
    private readonly all: readonly Choice[] = [],
    private readonly mayAsk = true,
  ) {
    this.bySubject = new Map(all.map((choice) => [choice.subject, choice]));
  }

  /**
   * Replaces what was chosen for a subject; a second choice about it keeps what the first excluded.
   *
   * @param choice the new choice
   * @returns the choices with it
   */
  public with(choice: Choice): Choices {
    const before = this.bySubject.get(choice.subject);
    const merged = { ...choice, not: [...(before?.not ?? []), ...choice.not] };
    return new Choices([...this.all.filter((c) => c.subject !== choice.subject), merged], this.mayAsk);
  }

  /** @returns the same choices, but what is open from now on stays unknown */
  public closed(): Choices {
    return new Choices(this.all, false);
  }

  /** @returns a text that these share with others exactly if the same is chosen, in the same words */
  public key(): string {
    return JSON.stringify([this.mayAsk, this.all.map(({ subject, label, is, not }) => [subject, label, is ?? null, [...not].sort()]).sort()]);
  }

  /**
   * @param subject the thing in question
   * @returns the value chosen for it; undefined when there is none
   */
  public valueOf(subject: string): string | undefined {
    return this.bySubject.get(subject)?.is;
  }

  /**
   * @param subject the thing in question
   * @returns values that it does not have in this reading
   */
  public excludedFrom(subject: string): readonly string[] {
    return this.bySubject.get(subject)?.not ?? [];
  }

  /**
   * Decides among values.
   *
   * @param subject the thing in question
   * @param label how people know it
   * @param values the values in question
   * @param exhaustive whether it has one of them for sure
   * @returns its value, or undefined when it is another one; 'unknown' when this reading may not decide
   */
  public among(subject: string, label: string, values: readonly string[], exhaustive: boolean): { value?: string } | 'unknown' {
    const made = this.bySubject.get(subject);
    if (made?.is !== undefined) return { value: made.is };
    const left = values.filter((value) => made?.not.includes(value) !== true);
    if (left.length === 0) return {};
    if (!this.mayAsk) {
      this.untold.add(subject);
      return 'unknown';
    }
    const alternatives: Choice[] = left.map((is) => ({ subject, label, is, not: [] }));
    if (!exhaustive) alternatives.push({ subject, label, not: left });
    throw new NeedsChoice(alternatives);
  }

  /** @returns the choices in words */
  public describe(): string[] {
    return this.all.map((c) => (c.is === undefined ? `${c.label} is none of ${c.not.map((v) => `'${v}'`).join(', ')}` : `${c.label} is '${c.is}'`)).sort();
  }
}
