/** Bounds on what a template may make the reader do; each is far above what CloudFormation itself accepts. */
export const LIMITS = {
  /** Bytes of one template (CloudFormation: 1 MB). */
  templateBytes: 20_000_000,
  /** Nesting of one value. */
  depth: 250,
  /** Characters that aliases and merged keys add to a template in YAML, where a value counts as ten at least (CloudFormation: 1 MB for the whole). */
  unfolded: 1_000_000,
  /** Values resolved in one reading. */
  steps: 5_000_000,
  /** Characters of one resolved text. */
  textLength: 200_000,
  /** Combinations of undecided conditions that are read separately. */
  worlds: 16,
  /** Resources that are read in all combinations of one round together: of large templates fewer are read separately. */
  resourcesRead: 3_000,
  /** Values that the loops of one template come to (CloudFormation: a template of 1 MB). */
  unrolled: 500_000,
  /** Levels of nested stacks. */
  nesting: 20,
  /** Assemblies in one another. */
  assemblies: 1000,
  /** Files and folders that are looked through for the template of a nested stack. */
  entries: 20_000,
} as const;
