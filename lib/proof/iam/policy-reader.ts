import { readResource } from './arn';
import { UNREADABLE_PRINCIPAL } from './principals';
import { blameName, perhaps, readAction, unknownStatement, type Condition, type DeploymentValues, type Policy, type PolicyOrigin, type Principals, type Statement } from './policy';

const LIMIT = 10_000;

const NONE: DeploymentValues = { reasonOf: () => undefined, eitherOf: () => undefined, symbolFor: () => '' };

/**
 * Reads a policy document. Single objects and scalars stand for lists of one, as in IAM. A value that only the deployment knows
 * leaves open what it decides, and that alone: an action may be any action, a condition may hold or not.
 *
 * @param document the document, its values resolved to text with symbols
 * @param origin where it stands
 * @param values tells what is known only at deployment
 * @returns the policy; what cannot be read becomes a statement of which nothing is known, and a problem
 */
export function parsePolicy(document: unknown, origin: PolicyOrigin, values: DeploymentValues = NONE): Policy {
  return new PolicyReader(origin, values).read(document);
}

/** What stood in an element that decides whether a statement applies. */
interface Conditions {
  readonly conditions: readonly Condition[];
  readonly uncertain?: string;
  readonly moreConditions?: boolean;
}

/** Thrown where IAM would refuse the statement, or where too little of it is known to say more. */
class UnreadableStatement extends Error {}

/** Reads one policy document. */
class PolicyReader {
  private readonly problems: string[] = [];
  private readonly name: string;

  public constructor(private readonly origin: PolicyOrigin, private readonly values: DeploymentValues) {
    this.name = blameName(origin);
  }

  public read(document: unknown): Policy {
    const { origin, problems, name } = this;
    const reason = this.values.reasonOf(document);
    if (reason !== undefined) return { origin, statements: [unknownStatement(name, reason)], problems };
    if (!isRecord(document)) return { origin, statements: [this.unreadable(name, 'the policy document is not an object')], problems };
    const version = own(document, 'Version');
    const raw = own(document, 'Statement');
    const statements = this.statements(raw, `${name}.Statement`, version === '2012-10-17');
    const unclear = this.values.reasonOf(version);
    if (unclear !== undefined) statements.push(unknownStatement(name, unclear));
    else if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') statements.push(this.unreadable(name, 'the Version is neither 2012-10-17 nor 2008-10-17'));
    return { origin, statements, problems };
  }

  private unreadable(at: string, why: string): Statement {
    this.problems.push(`${at}: ${why}`);
    return unknownStatement(at, why);
  }

  private statements(raw: unknown, at: string, variables: boolean): Statement[] {
    const hidden = this.values.reasonOf(raw);
    if (hidden !== undefined) return this.values.eitherOf(raw)?.flatMap(({ value, path }) => this.statements(value, `${at}.${path}`, variables)).map((one) => perhaps(one, hidden)) ?? [unknownStatement(this.name, hidden)];
    const list = toList(raw);
    return list.length > LIMIT ? [this.unreadable(this.name, `more than ${LIMIT} statements`)] : list.flatMap((one, index) => this.item(one, `${at}[${index}]`, variables));
  }

  private item(raw: unknown, id: string, variables: boolean): Statement[] {
    const reason = this.values.reasonOf(raw);
    if (reason !== undefined) return this.values.eitherOf(raw)?.flatMap(({ value, path }) => this.item(value, `${id}.${path}`, variables)).map((one) => perhaps(one, reason)) ?? [unknownStatement(id, reason)];
    const chosen = isRecord(raw) ? this.choicesIn(raw) : undefined;
    if (chosen === undefined) return [this.statement(raw, id, variables)];
    const more = perhaps(this.statement(chosen.most, `${id}.Fn::If`, variables), chosen.reason);
    return chosen.least === undefined ? [more] : [this.statement(chosen.least, id, variables), more];
  }

  /**
   * A statement about what a condition chooses says what it says without that, and perhaps what it says with all of it.
   */
  private choicesIn(raw: Record<string, unknown>): { readonly least: Record<string, unknown> | undefined; readonly most: Record<string, unknown>; readonly reason: string } | undefined {
    let [least, most, reason]: [Record<string, unknown> | undefined, Record<string, unknown>, string | undefined] = [raw, raw, undefined];
    for (const element of ['Action', 'Resource']) {
      const items = toList(own(raw, element));
      const chosen = items.map((item) => this.values.eitherOf(item)?.map(({ value }) => value));
      const index = chosen.findIndex((one) => one !== undefined);
      if (index < 0) continue;
      reason ??= this.values.reasonOf(items[index]);
      const sure = items.filter((_item, i) => chosen[i] === undefined);
      least = least && sure.length > 0 ? { ...least, [element]: sure } : undefined;
      most = { ...most, [element]: items.flatMap((item, i) => chosen[i]?.flatMap(toList) ?? [item]) };
    }
    return reason === undefined ? undefined : { least, most, reason };
  }

  private statement(raw: unknown, id: string, variables: boolean): Statement {
    try {
      return this.known(raw, id, variables);
    } catch (error) {
      if (error instanceof UnreadableStatement) return this.unreadable(id, error.message);
      throw error;
    }
  }

  private known(raw: unknown, id: string, variables: boolean): Statement {
    if (!isRecord(raw)) throw new UnreadableStatement('the statement is not an object');
    const effect = own(raw, 'Effect');
    const unclear = this.values.reasonOf(effect);
    if (unclear === undefined && effect !== 'Allow' && effect !== 'Deny') throw new UnreadableStatement('Effect is neither Allow nor Deny');
    const action = this.texts(own(raw, 'Action'), own(raw, 'NotAction'), 'Action');
    const resource = this.texts(own(raw, 'Resource'), own(raw, 'NotResource'), 'Resource');
    const principals = this.principals(own(raw, 'Principal'), own(raw, 'NotPrincipal'));
    const { conditions, ...rest } = this.conditions(own(raw, 'Condition'));
    if (action.values.length === 0) throw new UnreadableStatement('there is no Action');
    const sid = own(raw, 'Sid');
    return {
      id,
      effect: effect === 'Deny' ? 'Deny' : 'Allow',
      ...(typeof sid === 'string' && { sid }),
      actions: action.values.map(readAction),
      notAction: action.negated,
      resources: resource.values.map((text) => readResource(text, this.origin.kind, variables)),
      notResource: resource.negated,
      ...(principals && { principals }),
      conditions,
      variables,
      ...(unclear !== undefined && { unknown: `the Effect of ${id} is not known: ${unclear}` }),
      ...rest,
    };
  }

  private texts(positive: unknown, negative: unknown, element: string): { values: string[]; negated: boolean } {
    if (positive !== undefined && negative !== undefined) throw new UnreadableStatement(`both ${element} and Not${element} are given`);
    const values = toList(positive ?? negative);
    if (values.length === 0 && (positive ?? negative) !== undefined) throw new UnreadableStatement(`${element} is empty`);
    return { values: values.map((value) => this.text(value, element)), negated: positive === undefined && negative !== undefined };
  }

  private text(value: unknown, element: string): string {
    if (typeof value === 'string') return value;
    const reason = this.values.reasonOf(value);
    if (reason === undefined) throw new UnreadableStatement(`${element} holds something that is not text`);
    return this.values.symbolFor(reason);
  }

  private principals(positive: unknown, negative: unknown): Principals | undefined {
    if (positive !== undefined && negative !== undefined) throw new UnreadableStatement('both Principal and NotPrincipal are given');
    const raw = positive ?? negative;
    if (raw === undefined) return undefined;
    const byKind = new Map<string, readonly string[]>();
    const reason = this.values.reasonOf(raw);
    if (reason !== undefined) byKind.set(UNREADABLE_PRINCIPAL, [this.values.symbolFor(reason)]);
    else if (raw === '*') byKind.set('AWS', ['*']);
    else if (!isRecord(raw)) throw new UnreadableStatement('Principal is neither * nor an object');
    else for (const [kind, value] of Object.entries(raw)) byKind.set(kind, toList(value).map((one) => this.text(one, `Principal.${kind}`)));
    return { negated: positive === undefined, byKind };
  }

  private conditions(raw: unknown): Conditions {
    if (raw === undefined) return { conditions: [] };
    const reason = this.values.reasonOf(raw);
    if (reason !== undefined) return { conditions: [], uncertain: reason, moreConditions: true };
    if (!isRecord(raw)) throw new UnreadableStatement('Condition is not an object');
    const conditions: Condition[] = [];
    let uncertain: string | undefined;
    let moreConditions = false;
    const seen = new Set<string>();
    for (const [operator, keys] of Object.entries(raw)) {
      const hidden = this.values.reasonOf(keys);
      if (hidden !== undefined) {
        uncertain ??= hidden;
        moreConditions = true;
        continue;
      }
      if (!isRecord(keys)) throw new UnreadableStatement(`Condition.${operator} is not an object`);
      for (const [key, value] of Object.entries(keys)) {
        // Operators and keys are the same in any case of letters: what comes of one that stands there twice is not documented.
        const spelled = `${operator} ${key}`.toLowerCase();
        if (seen.has(spelled)) uncertain ??= `Condition.${operator} has ${key} in several spellings`;
        seen.add(spelled);
        const values = toList(value).map((one) => (typeof one === 'boolean' || typeof one === 'number' ? String(one) : this.text(one, `Condition.${operator}.${key}`)));
        conditions.push({ operator, key: key.toLowerCase(), values });
      }
    }
    const once = conditions.filter(({ operator, key }, index) => !conditions.some((other, at) => at !== index && other.key === key && other.operator.toLowerCase() === operator.toLowerCase()));
    return { conditions: once, ...(uncertain !== undefined && { uncertain }), ...(moreConditions && { moreConditions }) };
  }
}

function toList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

// A document from outside may name `__proto__` or `constructor`: only its own keys count.
function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
