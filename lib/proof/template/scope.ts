import { refOrOpen, shapeOf, shapeOfAttribute } from './attributes';
import { refIsArn } from '../authorization-data/cloudformation-types';
import { Comparisons } from './comparisons';
import { NO_VALUE, asText, isPlainMap, resolve } from './intrinsics';
import { LazyMap } from './lazy-map';
import { LIMITS } from './limits';
import { templateOfAws } from './applications-of-aws';
import { expandMacros } from './macros';
import { dependsOn } from './open-conditions';
import { GeneratedNames } from './generated-names';
import { PseudoParameters } from './pseudo-parameters';
import { once } from './once';
import { partsOfNames } from './parts-of-names';
import { Sections } from './sections';
import { givenTo, type StackArguments } from './stack-arguments';
import { StackParameters } from './stack-parameters';
import { CROSS_REGION_READER } from './cross-region';
import { OWN_ARN } from '../symbols/shape';
import { holdsSymbol } from '../symbols/symbol';
import type { RawTemplate } from './raw-template';
import type { ReadingContext } from './reading-context';
import { recordIn, type RecordLookup } from './records';
import { tagsIn } from './tags';
import { isObject, TemplateError, Unresolved, textOf, type Value, type ValueMap } from './value';

const IN_PROGRESS = Symbol('in progress');

/** One stack: its parameters, conditions, mappings, resources and outputs, resolved when they are asked for. */
export class StackScope implements RecordLookup {
  private readonly memo = new Map<string, Value | typeof IN_PROGRESS>();
  private readonly children = new Map<string, StackScope | undefined>();
  /** The template after its macros. */
  public readonly template: RawTemplate;
  private readonly unseenByMacros: readonly string[];
  private readonly sections: Sections;
  private readonly pseudoParameters: PseudoParameters;
  private readonly names: GeneratedNames;
  private readonly parameters: StackParameters;
  private readonly comparisons: Comparisons;

  public constructor(
    template: RawTemplate,
    /** A path of stack names that is unique in the reading. */
    public readonly path: string,
    private readonly reading: ReadingContext<StackScope>,
    private readonly parent?: { readonly scope: StackScope; readonly arguments: StackArguments },
    private readonly level = 0,
  ) {
    const { body, unseen, assumptions } = expandMacros(template.body, () => givenTo(template, parent?.arguments));
    this.template = { ...template, body };
    this.pseudoParameters = new PseudoParameters(this.template, path, parent !== undefined, reading);
    this.sections = new Sections(body, template.file);
    this.names = new GeneratedNames({
      path, symbols: reading.symbols, pseudoParameters: this.pseudoParameters, stackName: parent === undefined ? template.stackName : undefined,
      ids: () => this.resourceIds(),
      typeOf: (id) => this.typeOf(id),
      textOf: (id, property, where) => {
        const value = this.property(id, property);
        return value === undefined ? undefined : asText(value, this, where);
      },
    });
    this.parameters = new StackParameters({
      template, path, isNested: parent !== undefined, passed: parent?.arguments, declared: () => this.sections.section('Parameters'),
      // What a macro makes of a name is not known.
      inNames: once(() => (unseen.length > 0 ? new Set<string>() : partsOfNames(this.resourceIds().map((id) => this.rawResource(id)), this.sections.section('Parameters')))),
      asText: (value, where) => asText(value, this, where), labelFor: (name) => this.names.labelFor(name),
    }, reading);
    this.comparisons = new Comparisons({ path, reading, parameters: this.parameters, pseudoParameters: this.pseudoParameters });
    this.unseenByMacros = unseen;
    for (const assumption of assumptions) reading.assumptions.add(assumption);
    // The outer stack has the shorter names, whatever is asked for first.
    for (const id of this.resourceIds()) this.names.labelFor(id);
  }

  /** @returns the logical ids of the resources */
  public resourceIds(): readonly string[] {
    return this.sections.resourceIds();
  }

  /**
   * @param id a logical id
   * @returns the resource as the template spells it
   */
  public rawResource(id: string): Record<string, unknown> | undefined {
    return this.sections.resource(id);
  }

  /**
   * @param id a logical id
   * @returns the type of the resource
   */
  public typeOf(id: string): string {
    return this.sections.typeOf(id);
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
    const [where, metadata] = id === undefined ? ['Metadata', this.sections.section('Metadata')] : [`Resources.${id}.Metadata`, this.rawResource(id)?.Metadata];
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
    return name.startsWith('AWS::') || Object.hasOwn(this.sections.section('Parameters'), name) || this.rawResource(name) !== undefined;
  }

  /** @returns the tags that CloudFormation gives to what the stack makes; undefined where they are known only at deployment */
  public tags(): ReadonlyMap<string, string> | undefined {
    if (this.parent === undefined) return new Map(Object.entries(this.template.tags ?? {}));
    const outer = this.parent.scope.tags();
    const own = tagsIn(this.parent.scope.property(this.path.slice(this.parent.scope.path.length + 1), 'Tags'));
    return outer && own && new Map([...outer, ...own]);
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
    for (const id of Object.keys(this.sections.section('Outputs'))) {
      const raw = this.sections.section('Outputs')[id] as { Export?: { Name?: unknown }; Condition?: unknown } | null;
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
    const outputs = this.sections.section('Outputs');
    const raw = (Object.hasOwn(outputs, id) ? outputs[id] : undefined) as { Value?: unknown } | undefined;
    if (raw === undefined || raw === null) return this.unknownText(`output:${id}`, id, `the stack '${this.path}' has no output '${id}'`);
    return this.once(`output:${id}`, `Outputs.${id}`, () => resolve(raw.Value, this, `Outputs.${id}.Value`));
  }

  public ref(name: string, where: string): Value {
    if (name.startsWith('AWS::')) return name === 'AWS::NoValue' ? NO_VALUE : this.pseudoParameters.value(name);
    if (Object.hasOwn(this.sections.section('Parameters'), name)) return this.once(`parameter:${name}`, where, () => this.parameters.value(name));
    const raw = this.rawResource(name);
    if (raw === undefined) throw this.error('no-such-reference', where, `the template has no parameter or resource '${name}'`);
    const type = this.typeOf(name);
    const shape = shapeOf(type);
    if (shape !== undefined) return this.names.shaped(name, shape.ref, where, name);
    return this.reading.symbols.symbolFor(`${this.path}#${name}.${refIsArn(type) === true ? 'Arn' : 'Ref'}`, this.names.labelFor(name), refOrOpen(type), `what 'Ref' gives for the ${type} '${name}' is known only at deployment`);
  }

  public attribute(name: string, attribute: string, where: string): Value {
    const raw = this.rawResource(name);
    if (raw === undefined) throw this.error('no-such-reference', where, `the template has no resource '${name}'`);
    if (raw.Type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      const child = this.child(name);
      if (child !== undefined) return this.once(`attribute:${name}.${attribute}`, where, () => child.outputValue(attribute.slice('Outputs.'.length)));
    }
    if (raw.Type === CROSS_REGION_READER) {
      return this.once(`attribute:${name}.${attribute}`, where, () => this.reading.acrossRegions(this, name, attribute) ?? this.unknownText(`${name}.${attribute}`, `${name}.${attribute}`, `what '${name}' reads in another Region is known only at deployment`));
    }
    const type = this.typeOf(name);
    const attributes = shapeOf(type)?.attributes ?? {};
    if (Object.hasOwn(attributes, attribute)) return this.names.shaped(name, attributes[attribute], where, `${name}.${attribute}`);
    const label = `${name}.${attribute}`;
    const shape = refOrOpen(type) === 'open' ? undefined : shapeOfAttribute(type, attribute);
    // Some types give their ARN under two names.
    const key = shape === OWN_ARN ? `${name}.Arn` : label;
    if (shape !== undefined) return this.reading.symbols.symbolFor(`${this.path}#${key}`, this.names.labelFor(label), shape);
    return this.unknownText(label, label, `'${attribute}' of the ${type} '${name}' is known only at deployment`);
  }

  public condition(name: string, where: string): boolean | undefined {
    const conditions = this.sections.section('Conditions');
    if (!Object.hasOwn(conditions, name)) throw this.error('no-such-condition', where, `the template has no condition '${name}'`);
    const value = this.once(`condition:${name}`, where, () => resolve(conditions[name], this, `Conditions.${name}`));
    if (value instanceof Unresolved) return undefined;
    if (typeof value !== 'boolean') throw this.error('bad-condition', `Conditions.${name}`, 'expected a condition');
    return value;
  }

  public dependence(condition: string): string {
    return dependsOn(condition, {
      conditions: this.sections.section('Conditions'), open: this.reading.openParameters,
      textOf: (name) => (Object.hasOwn(this.sections.section('Parameters'), name) ? textOf(this.ref(name, `Conditions.${condition}`)) : undefined),
    });
  }

  public equal(left: Value, right: Value): boolean | undefined {
    return this.comparisons.equal(left, right);
  }

  public mapped(map: Value, first: Value, second: Value, where: string, fallback?: () => Value): Value {
    const mapName = textOf(map);
    const mappings = this.sections.section('Mappings');
    if (mapName === undefined || holdsSymbol(mapName)) return new Unresolved(`the mapping at ${where} is chosen at deployment`);
    if (fallback !== undefined && !Object.hasOwn(mappings, mapName)) return fallback();
    if (!Object.hasOwn(mappings, mapName)) throw this.error('no-such-mapping', where, `the template has no mapping '${mapName}'`);
    let level: unknown = mappings[mapName];
    for (const key of [first, second]) {
      const among = this.comparisons.keyAmong(key, level, fallback !== undefined);
      if (among === 'none' && fallback !== undefined) return fallback();
      if (among === undefined || among === 'none') return new Unresolved(`the key of the mapping '${mapName}' at ${where} is known only at deployment`);
      const { chosen } = among;
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
    const found = this.reading.exported(text, this);
    const shown = this.reading.symbols.render(text);
    return found ?? this.reading.symbols.symbolFor(`import:${text}`, `import ${shown}`, 'open', `the export '${shown}' belongs to a stack that is not at hand`);
  }

  public stackOutput(stack: Value, output: Value, where: string): Value {
    const [name, id] = [asText(stack, this, where), asText(output, this, where)];
    const found = this.reading.output(name, id, this);
    return found ?? this.reading.symbols.symbolFor(`stack-output:${name}.${id}`, `${name}.${id}`, 'open', `the stack '${this.reading.symbols.render(name)}' is not at hand`);
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

  public unknownText(key: string, label: string, reason: string): string {
    return this.reading.symbols.symbolFor(`${this.path}#${key}`, this.names.labelFor(label), 'open', reason);
  }

  public encoded(text: string, where: string): string {
    return this.reading.symbols.encoding(this.unknownText(`base64:${text}`, 'Base64', `the text encoded at ${where} is known only at deployment`), text);
  }

  /** Resolves each thing once, and finds out when it needs itself. */
  private once(key: string, where: string, produce: () => Value): Value {
    const known = this.memo.get(key);
    if (known === IN_PROGRESS) throw this.error('cycle', where, `'${key.slice(key.indexOf(':') + 1)}' needs itself`);
    if (known !== undefined) return known;
    this.memo.set(key, IN_PROGRESS);
    try {
      const value = produce();
      this.memo.set(key, value);
      return value;
    } catch (error) {
      // What could not be resolved does not need itself.
      this.memo.delete(key);
      throw error;
    }
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

  private ofAws(raw: Record<string, unknown>): RawTemplate | undefined {
    const body = templateOfAws(raw);
    return body && { file: this.template.file, body };
  }

  private child(id: string): StackScope | undefined {
    if (this.children.has(id)) return this.children.get(id);
    const raw = this.rawResource(id);
    if (this.level >= LIMITS.nesting) throw this.error('nested-too-deep', `Resources.${id}`, `stacks are nested more than ${LIMITS.nesting} deep`);
    const template = raw === undefined ? undefined : this.reading.nested(this.template, raw, id) ?? this.ofAws(raw);
    const child = template === undefined ? undefined : new StackScope(
      { ...template, region: this.template.region, account: this.template.account },
      `${this.path}/${id}`, this.reading, { scope: this, arguments: this.argumentsFor(id) }, this.level + 1,
    );
    this.children.set(id, child);
    return child;
  }
}
