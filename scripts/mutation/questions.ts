/** What the process that runs tests is asked. */
export type Question =
  | { readonly kind: 'survey'; readonly path: string }
  /** Of the tests with these names, or all. */
  | { readonly kind: 'run'; readonly path: string; readonly names?: readonly string[] }
  /** Without a text, the file is as it stands. */
  | { readonly kind: 'change'; readonly path: string; readonly text?: string };

export type Answer =
  | { readonly kind: 'survey'; readonly survey: Survey }
  | { readonly kind: 'run'; readonly failing?: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'broken'; readonly why: string };

/** Which marked functions the tests of a file come by. */
export interface Survey {
  readonly atLoad: readonly number[];
  readonly tests: readonly { readonly name: string; readonly reached: readonly number[]; readonly failure?: string }[];
  readonly milliseconds: number;
}
