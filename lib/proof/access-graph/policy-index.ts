import { actionFacts } from '../authorization-data/actions';
import { uncertainPolicy, unknownPolicy, type DeploymentValues, type Policy, type PolicyOrigin, type Statement } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';
import { holdsSymbol } from '../symbols/symbol';
import type { SymbolTable } from '../symbols/symbol-table';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, listOf, type Value } from '../template/value';

/** Every policy that was read, so that a statement that a proof names can be found again. */
export class PolicyIndex {
  private readonly holders = new Map<string, Resource>();
  private readonly statements = new Map<string, { statement: Statement; policy: Policy }>();
  private readonly known = new Map<string, Policy>();
  private readonly actions = new Map<string, string>();
  private readonly symbols: SymbolTable;

  /**
   * @param model what the templates create: for the symbols that stand in policies
   */
  public constructor({ symbols }: Pick<TemplateModel, 'symbols'>) {
    this.symbols = symbols;
  }

  /**
   * Reads the policy that a resource holds.
   *
   * @param holder the resource
   * @param path where the document stands below the resource, such as `Properties.PolicyDocument`
   * @param document the document
   * @param origin how it takes part
   * @returns the policy; of one that only the deployment knows, nothing is known
   */
  public read(holder: Resource, path: string, document: Value | undefined, origin: Omit<PolicyOrigin, 'resource' | 'path'>): Policy {
    const name = this.nameOf(holder);
    const key = `${name}.${path}|${origin.kind}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const place: PolicyOrigin = { ...origin, resource: name, path: `${name}.${path}` };
    const plain = this.parsed(document);
    const policy = plain instanceof Unresolved ? this.either(plain, holder, path, origin) ?? unknownPolicy(place, plain.reason) : parsePolicy(plain, place, this.valuesIn(holder));
    this.known.set(key, policy);
    if (isMap(plain)) this.recordSpelling(listOf(plain.Statement).flatMap((statement) => (isMap(statement) ? listOf(statement.Action) : [])));
    for (const statement of policy.statements) this.statements.set(statement.id, { statement, policy });
    return policy;
  }

  /**
   * Remembers how actions are spelled: to IAM their case does not matter, to readers it does.
   *
   * @param actions names of actions
   */
  public recordSpelling(actions: readonly Value[]): void {
    for (const action of actions) if (typeof action === 'string') this.actions.set(action.toLowerCase(), action);
  }

  /**
   * @param text text with names of actions in it
   * @returns the text, with the names as the templates spell them, or else AWS
   */
  public originalSpelling(text: string): string {
    return text.replace(/\b[\w-]+:[\w*?]+/g, (action) => this.actions.get(action.toLowerCase()) ?? actionFacts(action)?.name ?? action);
  }

  /**
   * Remembers a policy that no template holds.
   *
   * @param policy the policy
   * @returns the policy
   */
  public keep(policy: Policy): Policy {
    for (const statement of policy.statements) this.statements.set(statement.id, { statement, policy });
    return policy;
  }

  /**
   * @param id the blame id of a statement
   * @returns the statement and the policy that it is part of
   */
  public find(id: string): { statement: Statement; policy: Policy } | undefined {
    return this.statements.get(id);
  }

  /**
   * @param id the blame id of a statement
   * @returns the resource that holds it
   */
  public holderOf(id: string): Resource | undefined {
    const found = this.statements.get(id);
    return this.holders.get(found?.policy.origin.resource ?? id.split('.')[0]);
  }

  /** What each of two documents says is not certain, where a condition chooses between them. */
  private either({ either, reason }: Unresolved, holder: Resource, path: string, origin: Omit<PolicyOrigin, 'resource' | 'path'>): Policy | undefined {
    const all = either?.map((one) => uncertainPolicy(this.read(holder, `${path}.${one.path}`, one.value, origin), reason));
    return all && { origin: { ...origin, resource: this.nameOf(holder), path: `${this.nameOf(holder)}.${path}` }, statements: all.flatMap(({ statements }) => statements), problems: all.flatMap(({ problems }) => problems) };
  }

  // Logical ids are unique in one template only; the name to blame must be unique in all that are proved together.
  private nameOf(holder: Resource): string {
    const taken = this.holders.get(holder.id);
    const name = taken === undefined || taken === holder || (taken.stack === holder.stack && taken.id === holder.id) ? holder.id : `${holder.stack}/${holder.id}`;
    this.holders.set(name, holder);
    return name;
  }

  /** What two resources leave to the deployment for one reason need not be the same. */
  private valuesIn({ stack, id }: Resource): DeploymentValues {
    return {
      reasonOf: (value) => (value instanceof Unresolved ? value.reason : typeof value === 'string' ? this.symbols.openReasons(value)[0] : undefined),
      eitherOf: (value) => (value instanceof Unresolved ? value.either : undefined),
      symbolFor: (reason) => this.symbols.symbolFor(`unresolved:${stack}#${id}:${reason}`, '?', 'open', reason),
    };
  }

  /** Some resources take the policy as JSON text. */
  private parsed(document: Value | undefined): Value | undefined {
    if (typeof document !== 'string') return document;
    try {
      return JSON.parse(document) as Value;
    } catch {
      const [reason] = this.symbols.openReasons(document);
      return new Unresolved(reason ?? (holdsSymbol(document) ? `the policy is ${this.symbols.render(document)}, which is no policy document` : 'the policy is text that is not JSON'));
    }
  }
}
