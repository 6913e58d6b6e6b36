import { Choices, NeedsChoice } from './choices';
import { LIMITS } from './limits';
import { StackScope, type RawTemplate, type Reading } from './scope';
import { SymbolTable } from './symbols';
import { TemplateError, Unresolved, isMap, textOf, type Value, type ValueMap } from './value';

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
  /** The Region it is deployed to, where known. */
  readonly region: string | undefined;
  /** The account it is deployed to, as text. */
  readonly account: string;
  /** The properties; unresolved ones are an `Unresolved`. */
  readonly properties: ValueMap;
  /** Set when the properties as a whole are known only at deployment: why. */
  readonly unknownProperties: string | undefined;
  /** The metadata. */
  readonly metadata: Value;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives for `Arn`, or what stands for it. */
  readonly arn: string;
}

/** A stack. */
export interface StackModel {
  /** Its path. */
  readonly path: string;
  /** The template's file or name. */
  readonly file: string;
  /** An entry of the template's metadata, by its key. */
  readonly metadata: (key: string) => Value | undefined;
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
  /** How the conditions turned out, in words. */
  readonly circumstances: readonly string[];
  /** What was assumed on the way; grows as properties are read. */
  readonly assumptions: ReadonlySet<string>;
}

/** Finds the template of a nested stack, given the resource that creates it and its logical id. */
export type NestedTemplates = (parent: RawTemplate, resource: Record<string, unknown>, id: string) => RawTemplate | undefined;

/**
 * Reads templates that belong together: the stacks of one assembly, or one template alone. The visitor is called once
 * for each way in which the conditions can turn out.
 *
 * @param templates the top-level templates
 * @param nested finds the templates of nested stacks
 * @param visit what to do with what they create
 * @returns what the visits returned
 */
export function readTemplates<T>(templates: readonly RawTemplate[], nested: NestedTemplates, visit: (model: TemplateModel) => T): T[] {
  const symbols = new SymbolTable();
  const results: T[] = [];
  const open: Choices[] = [new Choices()];
  for (let choices = open.pop(); choices !== undefined; choices = open.pop()) {
    try {
      results.push(visit(modelOf(templates, nested, symbols, choices)));
    } catch (error) {
      if (!(error instanceof NeedsChoice)) throw error;
      const taken = choices;
      if (results.length + open.length + error.alternatives.length > LIMITS.worlds) open.push(taken.closed());
      else open.push(...error.alternatives.map((choice) => taken.with(choice)).reverse());
    }
  }
  return results;
}

function modelOf(templates: readonly RawTemplate[], nested: NestedTemplates, symbols: SymbolTable, choices: Choices): TemplateModel {
  let exported: Map<string, () => Value> | undefined;
  const scopes: StackScope[] = [];
  const reading: Reading = {
    symbols,
    choices,
    assumptions: new Set<string>(),
    steps: 0,
    nested,
    exported: (name) => {
      exported ??= new Map(scopes.flatMap((scope) => [...scope.exports()]));
      return exported.get(name)?.();
    },
    output: (stack, output) => scopes.find((scope) => scope.template.stackName === stack && !scope.path.includes('/'))?.outputValue(output),
  };
  const paths = new Map<string, number>();
  for (const template of templates) {
    const name = template.stackName ?? template.file.replace(/^.*[\\/]/, '').replace(/(\.template)?\.(json|ya?ml)$/i, '');
    const count = paths.get(name) ?? 0;
    paths.set(name, count + 1);
    scopes.push(new StackScope(template, count === 0 ? name : `${name}~${count}`, reading));
  }
  for (let i = 0; i < scopes.length; i++) scopes.push(...scopes[i].nestedStacks());
  const undecided = scopes.flatMap((scope) => scope.unseen());
  const resources = scopes.flatMap((scope) => scope.resourceIds().map((id) => resourceOf(scope, id, symbols, undecided)).filter((r) => r !== undefined));
  const stacks = scopes.map((scope): StackModel => ({ path: scope.path, file: scope.template.file, metadata: (key) => scope.metadata(key) }));
  return { resources, stacks, symbols, undecided, circumstances: choices.describe(), assumptions: reading.assumptions };
}

// Nothing else tells the CDK's own resource apart, and its condition names every Region that there is.
const IGNORED_TYPES = new Set(['AWS::CDK::Metadata']);

function resourceOf(scope: StackScope, id: string, symbols: SymbolTable, undecided: string[]): Resource | undefined {
  const type = String(scope.rawResource(id)?.Type);
  if (IGNORED_TYPES.has(type)) return undefined;
  const exists = scope.exists(id);
  if (exists === false) return undefined;
  if (exists === undefined) undecided.push(`whether '${id}' is created depends on too many conditions`);
  const where = `Resources.${id}`;
  const properties = once(() => mapOrEmpty(scope.resourcePart(id, 'Properties'), scope, where));
  const ref = once(() => textOf(scope.ref(id, where)) ?? '');
  const arn = once(() => textOf(scope.attribute(id, 'Arn', where))
    ?? symbols.symbolFor(`${scope.path}#${id}.Arn`, `${id}.Arn`, 'open', `the ARN of '${id}' is unknown`));
  const account = once(() => textOf(scope.ref('AWS::AccountId', where)) ?? '');
  return {
    id,
    type,
    stack: scope.path,
    file: scope.template.file,
    region: scope.template.region,
    get account() { return account(); },
    get properties() { return properties(); },
    get unknownProperties() {
      const value = scope.resourcePart(id, 'Properties');
      return value instanceof Unresolved ? value.reason : undefined;
    },
    get metadata() { return scope.resourcePart(id, 'Metadata'); },
    get ref() { return ref(); },
    get arn() { return arn(); },
  };
}

// What is never asked for is never resolved: a mistake in a resource that has nothing to do with access stays its own affair.
function once<T>(produce: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: produce() }).value;
}

function mapOrEmpty(value: Value, scope: StackScope, where: string): ValueMap {
  if (isMap(value)) return value;
  if (value instanceof Unresolved) return Object.create(null) as ValueMap;
  throw new TemplateError('bad-properties', scope.template.file, `${where}.Properties`, 'expected an object');
}
