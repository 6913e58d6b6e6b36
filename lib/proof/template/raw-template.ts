import type { ConstructPaths } from './construct-paths';

/** One template as it stands in a file, before anything in it is resolved. */
export interface RawTemplate {
  /** The file's path or the template's name. */
  readonly file: string;
  /** The parsed document. */
  readonly body: Record<string, unknown>;
  /** Its text, where it was read from JSON. */
  readonly json?: string;
  /** The stack's name, where known. */
  readonly stackName?: string;
  /** How the stack is called in paths; left out: by its name, or that of the file. */
  readonly pathName?: string;
  /** The id of the stack in the manifest of its assembly, where known. */
  readonly artifactId?: string;
  /** The Region it is deployed to, where known. */
  readonly region?: string;
  /** The account it is deployed to, where known. */
  readonly account?: string;
  /** Tags of the stack, which CloudFormation gives to what it makes. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Values given to its parameters. */
  readonly parameters?: { readonly [name: string]: string };
  /** The constructs that its resources, and those of its nested stacks, come from, by the file of the template; read when names are needed. */
  readonly constructs?: () => ReadonlyMap<string, ConstructPaths>;
}
