import { TemplateError, isObject } from './value';

/** The sections of one template after its macros, as it spells them, each looked at once. */
export class Sections {
  private readonly known = new Map<string, Record<string, unknown>>();
  private readonly resources = new Map<string, Record<string, unknown> | undefined>();
  private ids: readonly string[] | undefined;

  /**
   * @param body the template
   * @param file its file or name, for messages
   */
  public constructor(private readonly body: Record<string, unknown>, private readonly file: string) {}

  /** @returns the logical ids of the resources */
  public resourceIds(): readonly string[] {
    return (this.ids ??= Object.keys(this.section('Resources')).filter((id) => !id.startsWith('Fn::')));
  }

  /**
   * @param id a logical id
   * @returns the resource as the template spells it
   */
  public resource(id: string): Record<string, unknown> | undefined {
    let found = this.resources.get(id);
    if (found === undefined) this.resources.set(id, found = this.readResource(id));
    return found;
  }


  /**
   * @param id a logical id
   * @returns the type of the resource
   */
  public typeOf(id: string): string {
    const type = this.resource(id)?.Type;
    return typeof type === 'string' ? type : 'resource without a type';
  }

  /**
   * @param name the name of a section
   * @returns what it holds; nothing where it is left out
   */
  public section(name: string): Record<string, unknown> {
    let found = this.known.get(name);
    if (found === undefined) this.known.set(name, found = this.read(name));
    return found;
  }

  private readResource(id: string): Record<string, unknown> | undefined {
    const resources = this.section('Resources');
    if (!Object.hasOwn(resources, id)) return undefined;
    const raw = resources[id];
    if (!isObject(raw)) throw new TemplateError('bad-resource', this.file, `Resources.${id}`, 'a resource must be an object');
    if (raw.Type !== undefined && typeof raw.Type !== 'string') throw new TemplateError('bad-resource', this.file, `Resources.${id}.Type`, 'the type of a resource must be text');
    return raw;
  }

  private read(name: string): Record<string, unknown> {
    const raw = Object.hasOwn(this.body, name) ? this.body[name] : undefined;
    if (raw === undefined || raw === null) return {};
    if (typeof raw !== 'object' || Array.isArray(raw)) throw new TemplateError('bad-section', this.file, name, 'expected an object');
    return raw as Record<string, unknown>;
  }
}
