import { Choices, NeedsChoice, type Choice } from './choices';
import { exportedAcrossRegions } from './cross-region';
import { IGNORED_TYPES, isImmaterial, isReadAsPerhapsThere, takesNothingAway, unknownIn } from './kinds-of-resources';
import { exportsOf, theOneFor, type Exported } from './exports';
import { LIMITS } from './limits';
import { partitionsIn, type NamedPartitions } from './partition';
import type { ParameterValues } from './declared-parameters';
import { parametersIn } from './open-conditions';
import type { Properties } from './properties';
import { splitsOf } from './splits';
import type { RawTemplate } from './raw-template';
import type { OpenParameter, ReadingContext } from './reading-context';
import { StackScope } from './scope';
import { ScopedResource } from './scoped-resource';
import { SymbolTable } from '../symbols/symbol-table';
import { textIn, type Value } from './value';

/** A resource that the templates create. */
export interface Resource {
  /** The logical id. */
  readonly id: string;
  /** The path of the stack that it belongs to. */
  readonly stack: string;
  /** The template's file or name. */
  readonly file: string;
  /** The CloudFormation type. */
  readonly type: string;
  /** Whether it is surely created. What only may be, and counts as created, takes nothing away. */
  readonly isCertain: boolean;
  /** The Region it is deployed to, where known. */
  readonly region: string | undefined;
  /** Whether that Region is given with the templates; one that a condition names is assumed in a reading. */
  readonly isRegionGiven: boolean;
  /** The account it is deployed to, as text. */
  readonly account: string;
  /** The Region it is deployed to, as text. */
  readonly regionText: string;
  /** The properties. */
  readonly properties: Properties;
  /** The tags that its stack gives to it, unless it has others; undefined where they are known only at deployment. */
  readonly stackTags: ReadonlyMap<string, string> | undefined;
  /** The record of intent in its metadata; null when there is none. */
  readonly record: Value;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives for `Arn`, or what stands for it. */
  readonly arn: string;
  /** What `Fn::GetAtt` gives, as text; undefined for what is no text. */
  readonly attribute: (name: string) => string | undefined;
  /** Whether the template spells something in its properties, before anything is resolved. */
  readonly spells: (pattern: RegExp) => boolean;
}

/** A stack. */
export interface StackModel {
  /** Its path. */
  readonly path: string;
  /** The template's file or name. */
  readonly file: string;
  /** The record of intent in the metadata of its template; null when there is none. */
  readonly record: Value;
}

/** What the templates create, in one of the ways in which their conditions can turn out. */
export interface TemplateModel {
  /** The resources. */
  readonly resources: readonly Resource[];
  /** The stacks that they belong to. */
  readonly stacks: readonly StackModel[];
  /** The symbols that their texts hold. */
  readonly symbols: SymbolTable;
  /** Why there may be more or less than the resources; empty when that is decided. */
  readonly undecided: readonly string[];
  /** What is not at hand and may hold anything, such as the template of a nested stack; each stands in `undecided` too. */
  readonly unseen: readonly string[];
  /** How the conditions turned out, in words. */
  readonly circumstances: readonly string[];
  /** The parameters by which things differ that this reading does not tell apart; more as properties are read. */
  readonly untold: () => readonly string[];
  /** What was assumed on the way; grows as properties are read. */
  readonly assumptions: ReadonlySet<string>;
  /** The default of the parameter that a text is; undefined for any other text. */
  readonly defaultOf: (text: string) => string | undefined;
  /** The parameters that are taken to keep their defaults, in words; grows as properties are read. */
  readonly defaults: ReadonlySet<string>;
}

/** Finds the template of a nested stack, given the resource that creates it and its logical id. */
export type NestedTemplates = (parent: RawTemplate, resource: Record<string, unknown>, id: string) => RawTemplate | undefined;

/** What one reading takes for granted. */
export interface ReadingOptions {
  /** How parameters without a given value count; any value is assumed where it is left out. */
  readonly parameters?: ParameterValues;
  /** What is fixed from the beginning. */
  readonly choices?: readonly Choice[];
  /** Which part of a round this reading is: one in so many. */
  readonly among?: number;
  /** What was found in earlier readings with the same choices, with the same values of parameters; grows. */
  readonly known?: Map<string, unknown>;
  /** Whether no more ways are to be read separately. */
  readonly isSpent?: () => boolean;
}

/** How conditions are told apart in one reading. */
export interface Telling {
  /** What is fixed from the beginning. */
  readonly fixed?: readonly Choice[];
  /** So many combinations are read separately. */
  readonly worlds?: () => number;
  /** What was found before, by choices; grows. */
  readonly known?: Map<string, unknown>;
  /** Whether no more combinations are to be read separately: one more reading then stands for all that are left. */
  readonly isSpent?: () => boolean;
}

/** Templates that belong together: the stacks of one assembly, or one template alone. */
export class TemplateSet {
  /** The parameters that readings left open, by symbol; filled as they are asked for. */
  public readonly openParameters = new Map<string, OpenParameter>();
  private named: NamedPartitions | undefined;
  private size = 0;

  /**
   * @param templates the top-level templates
   * @param nested finds the templates of nested stacks
   * @param symbols the symbols, the same in every reading
   */
  public constructor(private readonly templates: readonly RawTemplate[], private readonly nested: NestedTemplates, public readonly symbols = new SymbolTable()) {}

  /**
   * Calls the visitor once for each way in which the conditions can turn out.
   *
   * @param visit what to do with what the templates create
   * @param options what is taken for granted
   * @returns what the visits returned
   */
  public read<T>(visit: (model: TemplateModel) => T, options: ReadingOptions = {}): T[] {
    return inEachWay((choices) => visit(this.modelOf(choices, options.parameters ?? 'any')), tellingOf(options, () => this.worldsOf(options)));
  }

  /**
   * @param options of a reading
   * @returns how many ways in which conditions turn out are read separately in it
   */
  public worldsOf({ among = 1 }: ReadingOptions): number {
    return Math.max(1, Math.min(LIMITS.worlds, Math.floor(LIMITS.resourcesRead / (Math.max(1, this.size) * among))));
  }

  /** @returns what can be decided about the deployment: the cases, which together are all deployments; none where there is nothing to decide */
  public splits(): (readonly Choice[])[] {
    return splitsOf(this.templates, this.openParameters, this.symbols);
  }

  /** @returns whether a parameter without a value has a default */
  public hasDefaults(): boolean {
    return [...this.openParameters.values()].some(({ fallback, allowed }) => fallback !== undefined && allowed === undefined);
  }

  /** The partitions beside `aws` that the templates name. */
  private partitions(): NamedPartitions {
    if (this.named === undefined) {
      this.named = partitionsIn(this.templates);
    }
    return this.named;
  }

  /**
   * @param choices how conditions turn out
   * @param parameters how parameters without a given value count
   * @returns what the templates create
   * @throws NeedsChoice when more has to be chosen
   */
  public modelOf(choices: Choices, parameters: ParameterValues): TemplateModel {
    const { symbols } = this;
    let exported: Map<string, Exported[]> | undefined;
    const scopes: StackScope[] = [];
    const reading: ReadingContext<StackScope> = {
      symbols,
      choices,
      parameters,
      openParameters: this.openParameters,
      partitions: () => this.partitions(),
      assumptions: new Set<string>(),
      defaults: new Set<string>(),
      steps: 0,
      nested: this.nested,
      exported: (name, importer) => {
        exported ??= exportsOf(scopes);
        return theOneFor(importer, exported.get(name) ?? [])?.value();
      },
      acrossRegions: (reader, id, name) => exportedAcrossRegions(scopes, reader, id, name),
      at: (address) => scopes.find((scope) => scope.address === address),
      output: (stack, output, reader) => theOneFor(reader, scopes.filter((scope) => scope.template.stackName === stack && !scope.path.includes('/')).map((scope) => ({ scope, value: () => scope.outputValue(output) })))?.value(),
    };
    const paths = new Map<string, number>();
    for (const template of this.templates) {
      const name = template.pathName ?? template.stackName ?? template.file.replace(/^.*[\\/]/, '').replace(/(\.template)?\.(json|ya?ml)$/i, '');
      const count = paths.get(name) ?? 0;
      paths.set(name, count + 1);
      scopes.push(new StackScope(template, count === 0 ? name : `${name}~${count}`, reading));
    }
    for (let i = 0; i < scopes.length; i++) scopes.push(...scopes[i].nestedStacks());
    this.size = Math.max(this.size, scopes.reduce((sum, scope) => sum + scope.resourceIds().length, 0));
    const unseen = scopes.flatMap((scope) => scope.unseen());
    const undecided = [...unseen];
    const resources = scopes.flatMap((scope) => scope.resourceIds().map((id) => resourceOf(scope, id, symbols, undecided)).filter((r) => r !== undefined));
    const stacks = scopes.map((scope): StackModel => ({ path: scope.path, file: scope.template.file, get record() { return scope.record(); } }));
    undecided.push(...scopes.flatMap((scope) => scope.resourceIds().flatMap((id) => unknownIn(scope.rawResource(id), scope.typeOf(id), id))));
    return { resources, stacks, symbols, undecided, unseen, circumstances: choices.describe(), untold: () => parametersIn([...choices.untold].join(''), this.openParameters), assumptions: reading.assumptions, defaultOf: (text) => this.openParameters.get(text)?.fallback, defaults: reading.defaults };
  }
}

/**
 * @param options what a reading takes for granted
 * @param worlds how many combinations are read separately
 * @returns how conditions are told apart in it
 */
export function tellingOf({ choices, known, isSpent }: ReadingOptions, worlds: () => number): Telling {
  return { worlds, ...(choices !== undefined && { fixed: choices }), ...(known !== undefined && { known }), ...(isSpent !== undefined && { isSpent }) };
}

/**
 * Calls a function once for each way in which the conditions can turn out.
 *
 * @param visit reads templates, and finds that it needs to choose
 * @param telling how conditions are told apart
 * @returns what the visits returned
 */
export function inEachWay<T>(visit: (choices: Choices) => T, { fixed = [], worlds = () => LIMITS.worlds, known = new Map<string, unknown>(), isSpent = () => false }: Telling = {}): T[] {
  const results: T[] = [];
  const first = fixed.reduce((all, choice) => all.with(choice), new Choices());
  const open: Choices[] = [first];
  for (let choices = open.pop(); choices !== undefined; choices = open.pop()) {
    if (results.length > 0 && open.length > 0 && isSpent()) [choices] = [first.closed(), open.splice(0)];
    const key = choices.key();
    try {
      const found = known.has(key) ? known.get(key) as T : visit(choices);
      known.set(key, found);
      results.push(found);
    } catch (error) {
      if (!(error instanceof NeedsChoice)) throw error;
      const taken = choices;
      if (results.length + open.length + error.alternatives.length > worlds()) open.push(taken.closed());
      else open.push(...error.alternatives.map((choice) => taken.with(choice)).reverse());
    }
  }
  return results;
}

/**
 * Reads templates that belong together once for each way in which their conditions can turn out, with any value of parameters.
 *
 * @param templates the top-level templates
 * @param nested finds the templates of nested stacks
 * @param visit what to do with what they create
 * @returns what the visits returned
 */
export function readTemplates<T>(templates: readonly RawTemplate[], nested: NestedTemplates, visit: (model: TemplateModel) => T): T[] {
  return new TemplateSet(templates, nested).read(visit);
}

/** Nothing is chosen for it. */
function mayExist(scope: StackScope, id: string): boolean {
  try {
    return scope.exists(id) !== false;
  } catch (error) {
    if (error instanceof NeedsChoice) return true;
    throw error;
  }
}

function resourceOf(scope: StackScope, id: string, symbols: SymbolTable, undecided: string[]): Resource | undefined {
  const type = scope.typeOf(id);
  if (IGNORED_TYPES.has(type)) return undefined;
  const exists = isImmaterial(type) ? mayExist(scope, id) : scope.exists(id);
  if (exists === false) return undefined;
  if (exists === undefined && !takesNothingAway(type) && !isReadAsPerhapsThere(type)) undecided.push(`whether '${id}' is created is one of too many things to be told apart${scope.dependence(textIn(scope.rawResource(id)?.Condition))}`);
  return new ScopedResource(scope, id, type, exists === true, symbols);
}
