/**
 * One statement that allows, in short: actions by service (`s3: Get* List*; sns: *`), on every resource unless said otherwise.
 * `*` alone is every action.
 */
export interface ShortStatement {
  readonly Action?: string;
  readonly NotAction?: string;
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A managed policy as of one of its versions. */
export interface ManagedText {
  readonly version: string;
  /** The day on which AWS made this version the default one. */
  readonly since: string;
  readonly statements: readonly ShortStatement[];
  /** Actions that it may allow besides; of them it is not known here. */
  readonly perhaps?: string;
}

/** Managed policies by the path in their ARN. */
export type ManagedTexts = Readonly<Record<string, ManagedText>>;
