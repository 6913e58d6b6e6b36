import type { SymbolTable } from '../symbols/symbol-table';
import type { Choices } from './choices';
import type { NamedPartitions } from './partition';
import type { ParameterValues } from './declared-parameters';
import type { RawTemplate } from './raw-template';
import type { Value } from './value';

/** A parameter of a top-level template that may have any value, or any of those that are allowed. */
export interface OpenParameter {
  /** Its name. */
  readonly name: string;
  /** The only values that it may have. */
  readonly allowed: readonly string[] | undefined;
  /** Its default. */
  readonly fallback: string | undefined;
}

/** What all the stacks of one reading share; a `Scope` is one of them. */
export interface ReadingContext<Scope> {
  /** The symbols; the same in every reading of the same input. */
  readonly symbols: SymbolTable;
  /** What this reading takes for granted. */
  readonly choices: Choices;
  /** Assumptions that were made on the way, in words. */
  readonly assumptions: Set<string>;
  /** The parameters that were taken to keep their defaults, in words. */
  readonly defaults: Set<string>;
  /** How parameters without a given value count. */
  readonly parameters: ParameterValues;
  /** The parameters that were left open, by symbol. */
  readonly openParameters: Map<string, OpenParameter>;
  /** The partitions beside `aws` that the templates name. */
  readonly partitions: () => NamedPartitions;
  /** Steps taken so far. */
  steps: number;
  /** Finds the template of a nested stack. */
  nested(parent: RawTemplate, resource: Record<string, unknown>, id: string): RawTemplate | undefined;
  /** Finds an exported output, for a stack that imports it. */
  exported(name: string, importer: Scope): Value | undefined;
  /** Finds what a stack of another Region exports to a resource of a stack. */
  acrossRegions(reader: Scope, id: string, name: string): Value | undefined;
  /** Finds the stack at an address. */
  at(address: string): Scope | undefined;
  /** Finds an output by the name of its stack, for a stack that reads it. */
  output(stack: string, output: string, reader: Scope): Value | undefined;
}
