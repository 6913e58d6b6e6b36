import { shapeOf } from './attributes';
import { refIsArn } from '../authorization-data/cloudformation-types';
import type { Choices } from './choices';
import { NO_VALUE, asText, isPlainMap, resolve } from './intrinsics';
import type { ConstructPaths } from './construct-paths';
import { LazyMap } from './lazy-map';
import { LIMITS } from './limits';
import { expandMacros } from './macros';
import { itemsOf, readParameter, type Parameter, type ParameterValues } from './declared-parameters';
import { partitionOf } from './partition';
import { PseudoParameters } from './pseudo-parameters';
import { CROSS_REGION_READER } from './cross-region';
import { generatedNamesOf } from '../symbols/shape';
import { holdsSymbol } from '../symbols/symbol';
import { compareTexts } from '../iam/match';
import { recordIn, type RecordLookup } from './records';
import { argumentIn, givenTo, type StackArguments } from './stack-arguments';
import { type SymbolTable } from '../symbols/symbol-table';
import { isObject, TemplateError, Unresolved, isMap, textOf, type Value, type ValueMap } from './value';

/** One template as it stands in a file, before anything in it is resolved. */
export interface RawTemplate {
  /** The file's path or the template's name. */
  readonly file: string;
  /** The parsed document. */
  readonly body: Record<string, unknown>;
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
  /** Values given to its parameters. */
  readonly parameters?: { readonly [name: string]: string };
  /** The constructs that its resources, and those of its nested stacks, come from, by the file of the template; read when names are needed. */
  readonly constructs?: () => ReadonlyMap<string, ConstructPaths>;
}

/** A parameter of a top-level template that may have any value, or any of those that are allowed. */
export interface OpenParameter {
  /** Its name. */
  readonly name: string;
  /** The only values that it may have. */
  readonly allowed: readonly string[] | undefined;
  /** Its default. */
  readonly fallback: string | undefined;
}

/** What all the stacks of one reading share. */
export interface ReadingContext {
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
  /** The partitions that the templates name. */
  readonly partitions: () => readonly string[];
  /** Steps taken so far. */
  steps: number;
  /** Finds the template of a nested stack. */
  nested(parent: RawTemplate, resource: Record<string, unknown>, id: string): RawTemplate | undefined;
  /** Finds an exported output. */
  exported(name: string): Value | undefined;
  /** Finds what a stack of another Region exports to a resource of a stack. */
  acrossRegions(reader: StackScope, id: string, name: string): Value | undefined;
  /** Finds the stack at an address. */
  at(address: string): StackScope | undefined;
  /** Finds an output by the name of its stack. */
  output(stack: string, output: string): Value | undefined;
}

const IN_PROGRESS = Symbol('in progress');

/** One stack: its parameters, conditions, mappings, resources and outputs, resolved when they are asked for. */
export class StackScope implements RecordLookup {
  private readonly memo = new Map<string, Value | typeof IN_PROGRESS>();
  private readonly children = new Map<string, StackScope | undefined>();
  private readonly allowed = new Map<string, string[]>();
  private readonly names = new Map<string, string>();
  /** The template after its macros. */
  public readonly template: RawTemplate;
  private readonly unseenByMacros: readonly string[];
  private readonly pseudoParameters: PseudoParameters;

  public constructor(
    template: RawTemplate,
    /** A path of stack names that is unique in the reading. */
    public readonly path: string,
    private readonly reading: ReadingContext,
    private readonly parent?: { readonly scope: StackScope; readonly arguments: StackArguments },
    private readonly level = 0,
  ) {
    const { body, unseen, assumptions } = expandMacros(template.body, () => givenTo(template, parent?.arguments));
    this.template = { ...template, body };
    this.pseudoParameters = new PseudoParameters(this.template, path, parent !== undefined, reading);
    this.unseenByMacros = unseen;
    for (const assumption of assumptions) reading.assumptions.add(assumption);
    // The outer stack has the shorter names, whatever is asked for first.
    for (const id of this.resourceIds()) this.label(id);
  }

  /** @returns the logical ids of the resources */
  public resourceIds(): string[] {
    return Object.keys(this.section('Resources')).filter((id) => !id.startsWith('Fn::'));
  }

  /**
   * @param id a logical id
   * @returns the resource as the template spells it
   */
  public rawResource(id: string): Record<string, unknown> | undefined {
    const resources = this.section('Resources');
    if (!Object.hasOwn(resources, id)) return undefined;
    const raw = resources[id];
    if (!isObject(raw)) throw this.error('bad-resource', `Resources.${id}`, 'a resource must be an object');
    if (raw.Type !== undefined && typeof raw.Type !== 'string') throw this.error('bad-resource', `Resources.${id}.Type`, 'the type of a resource must be text');
    return raw;
  }

  /**
   * @param id a logical id
   * @returns the type of the resource
   */
  public typeOf(id: string): string {
    const type = this.rawResource(id)?.Type;
    return typeof type === 'string' ? type : 'resource without a type';
  }

  /**
   * @param id a logical id
   * @returns whether the resource is created; undefined when its condition is undecided
   */
  public exists(id: string): boolean | undefined {
    const condition = this.rawResource(id)?.Condition;
    return typeof condition === 'string' ? this.condition(condition, `Resources.${id}.Condition`) : true;
  }

  /**
   * @param id a logical id
   * @returns its properties, resolved or to be resolved one by one
   */
  public resourceProperties(id: string): Value | LazyMap {
    return this.lazily(`Resources.${id}.Properties`, `property:${id}`, this.rawResource(id)?.Properties ?? {});
  }

  /**
   * @param id a logical id; left out: the template as a whole
   * @returns the record of intent in its metadata; null when there is none
   */
  public record(id?: string): Value {
    const [where, metadata] = id === undefined ? ['Metadata', this.section('Metadata')] : [`Resources.${id}.Metadata`, this.rawResource(id)?.Metadata];
    return this.once(`record:${where}`, where, () => recordIn(metadata, this, where));
  }

  /** @returns where the template stands among those of its assembly, as records name it */
  public get address(): string {
    const outer = this.parent?.scope;
    return outer === undefined ? this.template.artifactId ?? this.path : `${outer.address}${this.path.slice(outer.path.length)}`;
  }

  public at(address: string): StackScope | undefined {
    return this.reading.at(address);
  }

  public has(name: string): boolean {
    return name.startsWith('AWS::') || Object.hasOwn(this.section('Parameters'), name) || this.rawResource(name) !== undefined;
  }

  /** @returns why there may be more in the stack than its template shows */
  public unseen(): string[] {
    return [
      ...this.unseenByMacros,
      ...this.resourceIds().filter((id) => this.rawResource(id)?.Type === 'AWS::CloudFormation::Stack' && this.exists(id) !== false && this.child(id) === undefined)
        .map((id) => `the template of the nested stack '${id}' is not at hand`),
    ];
  }

  /** @returns the scopes of the nested stacks whose templates are at hand */
  public nestedStacks(): StackScope[] {
    return this.resourceIds()
      .filter((id) => this.rawResource(id)?.Type === 'AWS::CloudFormation::Stack' && this.exists(id) !== false)
      .map((id) => this.child(id)).filter((child) => child !== undefined);
  }

  /** @returns the exported outputs, by resolved name */
  public exports(): Map<string, () => Value> {
    const result = new Map<string, () => Value>();
    for (const id of Object.keys(this.section('Outputs'))) {
      const raw = this.section('Outputs')[id] as { Export?: { Name?: unknown }; Condition?: unknown } | null;
      if (raw?.Export?.Name === undefined) continue;
      const name = asText(resolve(raw.Export.Name, this, `Outputs.${id}.Export.Name`), this, `Outputs.${id}.Export.Name`);
      result.set(name, () => this.outputValue(id));
    }
    return result;
  }

  /**
   * @param id the output's logical id
   * @returns its value
   */
  public outputValue(id: string): Value {
    const outputs = this.section('Outputs');
    const raw = (Object.hasOwn(outputs, id) ? outputs[id] : undefined) as { Value?: unknown } | undefined;
    if (raw === undefined || raw === null) return this.openText(`output:${id}`, id, `the stack '${this.path}' has no output '${id}'`);
    return this.once(`output:${id}`, `Outputs.${id}`, () => resolve(raw.Value, this, `Outputs.${id}.Value`));
  }

  public ref(name: string, where: string): Value {
    if (name.startsWith('AWS::')) return name === 'AWS::NoValue' ? NO_VALUE : this.pseudoParameters.value(name);
    if (Object.hasOwn(this.section('Parameters'), name)) return this.once(`parameter:${name}`, where, () => this.parameter(name));
    const raw = this.rawResource(name);
    if (raw === undefined) throw this.error('no-such-reference', where, `the template has no parameter or resource '${name}'`);
    const type = this.typeOf(name);
    const shape = shapeOf(type);
    if (shape !== undefined) return this.shaped(name, shape.ref, where, name);
    return this.reading.symbols.symbolFor(`${this.path}#${name}.${refIsArn(type) === true ? 'Arn' : 'Ref'}`, this.label(name), refOrOpen(type), `what 'Ref' gives for the ${type} '${name}' is known only at deployment`);
  }

  public attribute(name: string, attribute: string, where: string): Value {
    const raw = this.rawResource(name);
    if (raw === undefined) throw this.error('no-such-reference', where, `the template has no resource '${name}'`);
    if (raw.Type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      const child = this.child(name);
      if (child !== undefined) return this.once(`attribute:${name}.${attribute}`, where, () => child.outputValue(attribute.slice('Outputs.'.length)));
    }
    if (raw.Type === CROSS_REGION_READER) {
      return this.once(`attribute:${name}.${attribute}`, where, () => this.reading.acrossRegions(this, name, attribute) ?? this.openText(`${name}.${attribute}`, `${name}.${attribute}`, `what '${name}' reads in another Region is known only at deployment`));
    }
    const type = this.typeOf(name);
    const attributes = shapeOf(type)?.attributes ?? {};
    if (Object.hasOwn(attributes, attribute)) return this.shaped(name, attributes[attribute], where, `${name}.${attribute}`);
    const label = `${name}.${attribute}`;
    if (/(Arn|Id|Name)$/.test(attribute) && refOrOpen(type) !== 'open') return this.reading.symbols.symbolFor(`${this.path}#${label}`, this.label(label), 'resource-ref');
    return this.openText(label, label, `'${attribute}' of the ${type} '${name}' is known only at deployment`);
  }

  public condition(name: string, where: string): boolean | undefined {
    const conditions = this.section('Conditions');
    if (!Object.hasOwn(conditions, name)) throw this.error('no-such-condition', where, `the template has no condition '${name}'`);
    const value = this.once(`condition:${name}`, where, () => resolve(conditions[name], this, `Conditions.${name}`));
    if (value instanceof Unresolved) return undefined;
    if (typeof value !== 'boolean') throw this.error('bad-condition', `Conditions.${name}`, 'expected a condition');
    return value;
  }

  public equal(left: Value, right: Value): boolean | undefined {
    if (left instanceof Unresolved || right instanceof Unresolved) return undefined;
    const [a, b] = [left, right].map((v) => textOf(v) ?? JSON.stringify(v));
    const compared = compareTexts(a, b);
    if (compared !== 'maybe') return compared === 'yes';
    const { choices, symbols } = this.reading;
    const [subject, literal] = holdsSymbol(a) ? [a, b] : [b, a];
    if (subject === this.pseudoParameters.value('AWS::Region') && partitionOf(literal) !== this.pseudoParameters.value('AWS::Partition')) return false;
    // Only a text that is one symbol can take a value as a whole; other comparisons are decided each for itself.
    if ([...subject].length === 1 && !holdsSymbol(literal)) {
      const made = choices.among(subject, symbols.render(subject), this.allowed.get(subject) ?? [literal], this.allowed.has(subject));
      return made === 'unknown' ? undefined : made.value === literal;
    }
    const made = choices.among(`${a} == ${b}`, `'${symbols.render(a)}' == '${symbols.render(b)}'`, ['true', 'false'], true);
    return made === 'unknown' ? undefined : made.value === 'true';
  }

  public mapped(map: Value, first: Value, second: Value, where: string, fallback?: () => Value): Value {
    const mapName = textOf(map);
    const mappings = this.section('Mappings');
    if (mapName === undefined || holdsSymbol(mapName)) return new Unresolved(`the mapping at ${where} is chosen at deployment`);
    if (fallback !== undefined && !Object.hasOwn(mappings, mapName)) return fallback();
    if (!Object.hasOwn(mappings, mapName)) throw this.error('no-such-mapping', where, `the template has no mapping '${mapName}'`);
    let level: unknown = mappings[mapName];
    for (const key of [first, second]) {
      const chosen = this.keyAmong(key, level);
      if (chosen === undefined) return new Unresolved(`the key of the mapping '${mapName}' at ${where} is known only at deployment`);
      if (fallback !== undefined && (typeof level !== 'object' || level === null || !Object.hasOwn(level, chosen))) return fallback();
      if (typeof level !== 'object' || level === null || !Object.hasOwn(level, chosen)) {
        throw this.error('no-such-mapping', where, `the mapping '${mapName}' has no key '${chosen}'`);
      }
      level = (level as Record<string, unknown>)[chosen];
    }
    return resolve(level, this, `Mappings.${mapName}`);
  }

  public imported(name: Value, where: string): Value {
    const text = asText(name, this, where);
    const found = this.reading.exported(text);
    const shown = this.reading.symbols.render(text);
    return found ?? this.reading.symbols.symbolFor(`import:${text}`, `import ${shown}`, 'open', `the export '${shown}' belongs to a stack that is not at hand`);
  }

  public stackOutput(stack: Value, output: Value, where: string): Value {
    const [name, id] = [asText(stack, this, where), asText(output, this, where)];
    const found = this.reading.output(name, id);
    return found ?? this.reading.symbols.symbolFor(`stack-output:${name}.${id}`, `${name}.${id}`, 'open', `the stack '${this.reading.symbols.render(name)}' is not at hand`);
  }

  public unknownText(key: string, label: string, reason: string): string {
    return this.openText(key, label, reason);
  }

  public dynamicReference(reference: string, where: string): string {
    return this.reading.symbols.symbolFor(`dynamic:${reference}`, reference.slice(2, -2), 'open', `the value of ${reference} at ${where} is put in at deployment`);
  }

  public step(where: string): void {
    if (++this.reading.steps > LIMITS.steps) throw this.error('too-much-to-resolve', where, `more than ${LIMITS.steps} values would have to be resolved`);
  }

  public error(code: string, where: string, why: string): TemplateError {
    return new TemplateError(code, this.template.file, where, why);
  }

  private keyAmong(key: Value, level: unknown): string | undefined {
    const text = textOf(key);
    if (text === undefined || !holdsSymbol(text)) return text;
    if ([...text].length !== 1 || typeof level !== 'object' || level === null) return undefined;
    // A key that the mapping does not have is no deployment: CloudFormation refuses it.
    const made = this.reading.choices.among(text, this.reading.symbols.render(text), this.allowed.get(text) ?? Object.keys(level), true);
    return made === 'unknown' ? undefined : made.value;
  }

  private openText(key: string, label: string, reason: string): string {
    return this.reading.symbols.symbolFor(`${this.path}#${key}`, this.label(label), 'open', reason);
  }

  private label(name: string): string {
    return this.reading.symbols.labelFor(name, this.path);
  }

  /** Resolves each thing once, and finds out when it needs itself. */
  private once(key: string, where: string, produce: () => Value): Value {
    const known = this.memo.get(key);
    if (known === IN_PROGRESS) throw this.error('cycle', where, `'${key.slice(key.indexOf(':') + 1)}' needs itself`);
    if (known !== undefined) return known;
    this.memo.set(key, IN_PROGRESS);
    const value = produce();
    this.memo.set(key, value);
    return value;
  }

  private section(name: string): Record<string, unknown> {
    const raw = Object.hasOwn(this.template.body, name) ? this.template.body[name] : undefined;
    if (raw === undefined || raw === null) return {};
    if (typeof raw !== 'object' || Array.isArray(raw)) throw this.error('bad-section', name, 'expected an object');
    return raw as Record<string, unknown>;
  }

  private parameter(name: string): Value {
    const where = `Parameters.${name}`;
    const raw = this.section('Parameters')[name];
    if (typeof raw !== 'object' || raw === null) throw this.error('bad-parameter', where, 'a parameter must be an object');
    const parameter = readParameter(raw as Record<string, unknown>);
    const value = this.parameterText(name, where, parameter);
    return parameter.isList ? itemsOf(value) : value;
  }

  private parameterText(name: string, where: string, { looksUp, shape, fallback, allowed }: Parameter): Value {
    const passed = argumentIn(this.parent?.arguments, name);
    if (passed !== undefined) return Array.isArray(passed) ? passed.map((item) => asText(item, this, where)).join(',') : passed;
    const given = this.template.parameters !== undefined && Object.hasOwn(this.template.parameters, name) ? this.template.parameters[name] : undefined;
    if (given !== undefined && !looksUp) return given;
    if (allowed?.length === 1) return allowed[0];
    // A nested stack gets what its parent passes: where that is known, its defaults are its values.
    const isPassedNothing = this.parent !== undefined && (this.parent.arguments instanceof LazyMap || isMap(this.parent.arguments));
    if (fallback !== undefined && (isPassedNothing || (this.reading.parameters === 'default' && allowed === undefined && this.parent === undefined))) {
      if (!isPassedNothing) this.reading.defaults.add(`parameter ${name} keeps its default '${fallback}'`);
      return fallback;
    }
    const reason = looksUp ? `parameter '${name}' is looked up in AWS Systems Manager at deployment` : `parameter '${name}' has no value here; give it with --parameter ${name}=…`;
    const symbol = this.reading.symbols.symbolFor(`${this.path}#parameter:${name}`, this.label(name), shape, reason);
    if (allowed !== undefined) this.allowed.set(symbol, [...allowed]);
    if (this.parent === undefined) this.reading.openParameters.set(symbol, { name, allowed, fallback });
    return this.reading.choices.valueOf(symbol) ?? symbol;
  }

  private shaped(id: string, shape: string, where: string, label: string): string {
    const known = this.names.get(label);
    if (known !== undefined) return known;
    const text = shape.replace(/\{(\w+:)?(\w+)(?:=([^}]*))?\}/g, (_all, form: string | undefined, part: string, fallback: string | undefined) => {
      switch (part) {
        case 'p': return this.pseudoParameters.value('AWS::Partition');
        case 'r': return this.pseudoParameters.value('AWS::Region');
        case 'a': return this.pseudoParameters.value('AWS::AccountId');
        case 'name': return this.physicalName(id);
        case 'suffix': return this.reading.symbols.symbolFor(`${this.path}#${id}.suffix`, this.label(`${id}.suffix`), 'secret-suffix');
        default: {
          const value = asText(this.property(id, part) ?? fallback ?? '', this, where);
          return form === 'host:' ? value.replace(/^https?:\/\//, '') : form === 'function:' ? this.functionArn(value) : value;
        }
      }
    });
    this.reading.symbols.alias(text, this.label(label));
    this.names.set(label, text);
    return text;
  }

  /** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html: a function is named by its name, its ARN, or account and name. */
  private functionArn(name: string): string {
    if (name.startsWith('arn:')) return name;
    const [account, own] = /^([^:]*):function:(.*)$/s.exec(name)?.slice(1) ?? [this.pseudoParameters.value('AWS::AccountId'), name];
    return `arn:${this.pseudoParameters.value('AWS::Partition')}:lambda:${this.pseudoParameters.value('AWS::Region')}:${account}:function:${own}`;
  }

  private physicalName(id: string): string {
    const shape = shapeOf(this.typeOf(id));
    const value = shape?.name === undefined ? undefined : this.property(id, shape.name);
    if (value !== undefined) return asText(value, this, `Resources.${id}.Properties`);
    const { stackName } = this.template;
    const generated = stackName === undefined || this.parent !== undefined ? 'generated-name' : generatedNamesOf(stackName);
    return this.reading.symbols.symbolFor(`${this.path}#${id}`, this.label(id), shape?.id ?? generated);
  }

  private property(id: string, property: string): Value | undefined {
    const properties = this.rawResource(id)?.Properties;
    if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, property)) return undefined;
    const where = `Resources.${id}.Properties.${property}`;
    const value = this.once(`property:${id}.${property}`, where, () => resolve((properties as Record<string, unknown>)[property], this, where));
    return value === NO_VALUE || value === null ? undefined : value;
  }

  /** The values that a resource passes to the parameters of the nested stack that it makes. */
  private argumentsFor(id: string): StackArguments {
    const properties = this.rawResource(id)?.Properties;
    const raw = isObject(properties) ? properties.Parameters : undefined;
    const where = `Resources.${id}.Properties.Parameters`;
    return raw !== undefined && isPlainMap(raw) ? this.lazily(where, `argument:${id}`, raw) : this.property(id, 'Parameters') ?? (Object.create(null) as ValueMap);
  }

  /** An object whose entries are resolved one by one, or what a call in its place gives. */
  private lazily(where: string, key: string, raw: unknown): Value | LazyMap {
    if (!isPlainMap(raw)) return this.once(key, where, () => resolve(raw, this, where));
    return new LazyMap(raw, (name) => this.once(`${key}.${name}`, `${where}.${name}`, () => resolve(raw[name], this, `${where}.${name}`)));
  }

  private child(id: string): StackScope | undefined {
    if (this.children.has(id)) return this.children.get(id);
    const raw = this.rawResource(id);
    if (this.level >= LIMITS.nesting) throw this.error('nested-too-deep', `Resources.${id}`, `stacks are nested more than ${LIMITS.nesting} deep`);
    const template = raw === undefined ? undefined : this.reading.nested(this.template, raw, id);
    const child = template === undefined ? undefined : new StackScope(
      { ...template, region: this.template.region, account: this.template.account },
      `${this.path}/${id}`, this.reading, { scope: this, arguments: this.argumentsFor(id) }, this.level + 1,
    );
    this.children.set(id, child);
    return child;
  }
}

/** What custom resources and other stacks give may be any text; what AWS gives is a name, an id or an ARN. */
function refOrOpen(type: string): string {
  return type.startsWith('AWS::') && !type.startsWith('AWS::CloudFormation::') ? 'resource-ref' : 'open';
}
