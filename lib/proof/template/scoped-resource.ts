import { LazyMap } from './lazy-map';
import { Properties } from './properties';
import type { Resource } from './reader';
import type { StackScope } from './scope';
import { holdsSymbol } from '../symbols/symbol';
import type { SymbolTable } from '../symbols/symbol-table';
import { TemplateError, Unresolved, isMap, textOf, type Value } from './value';

/** A resource of a stack, of which nothing is resolved before it is asked for. */
export class ScopedResource implements Resource {
  public readonly properties: Properties;
  private knownRef: string | undefined;
  private knownArn: string | undefined;

  public constructor(private readonly scope: StackScope, public readonly id: string, public readonly type: string, public readonly isCertain: boolean, private readonly symbols: SymbolTable) {
    this.properties = new Properties(id, () => mapOrUnknown(scope.resourceProperties(id), scope, this.where), symbols);
  }

  public get stack(): string {
    return this.scope.path;
  }

  public get file(): string {
    return this.scope.template.file;
  }

  public get region(): string | undefined {
    const { regionText } = this;
    return this.scope.template.region ?? (holdsSymbol(regionText) ? undefined : regionText);
  }

  public get isRegionGiven(): boolean {
    return this.scope.template.region !== undefined;
  }

  public get account(): string {
    return textOf(this.scope.ref('AWS::AccountId', this.where)) ?? '';
  }

  public get regionText(): string {
    return textOf(this.scope.ref('AWS::Region', this.where)) ?? '';
  }

  public get stackTags(): ReadonlyMap<string, string> | undefined {
    return this.scope.tags();
  }

  public get record(): Value {
    return this.scope.record(this.id);
  }

  public get ref(): string {
    return (this.knownRef ??= textOf(this.scope.ref(this.id, this.where)) ?? '');
  }

  public get arn(): string {
    return (this.knownArn ??= textOf(this.scope.attribute(this.id, 'Arn', this.where))
      ?? this.symbols.symbolFor(`${this.scope.path}#${this.id}.Arn`, `${this.id}.Arn`, 'open', `the ARN of '${this.id}' is unknown`));
  }

  public attribute(name: string): string | undefined {
    return textOf(this.scope.attribute(this.id, name, this.where));
  }

  public spells(pattern: RegExp): boolean {
    return pattern.test(JSON.stringify(this.scope.rawResource(this.id)?.Properties ?? null));
  }

  private get where(): string {
    return `Resources.${this.id}`;
  }
}

function mapOrUnknown(value: Value | LazyMap, scope: StackScope, where: string): Value | LazyMap {
  if (value instanceof LazyMap || isMap(value) || value instanceof Unresolved) return value;
  throw new TemplateError('bad-properties', scope.template.file, `${where}.Properties`, 'expected an object');
}
