/** A change that no test notices, and why none has to. */
export interface KnownSurvivor {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The line where it stands, without spaces around it. */
  readonly line: string;
  readonly why: string;
}

export const KNOWN: readonly KnownSurvivor[] = [];
