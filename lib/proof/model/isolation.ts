import { proveIsolated, type Domain, type Person } from '../forall';
import { sessionPolicies } from '../reach/ceiling';
import { peopleOf, titleOf } from '../reach/person';
import { Reach } from '../reach/reach';
import { recordsOf, type IsolationRecord } from '../promises/records';
import { readTemplates, type NestedTemplates, type TemplateModel } from '../template/reader';
import type { RawTemplate } from '../template/scope';
import { obtained } from './obtain';
import { poolsOf, providersOf } from './person';
import { checkPerson, QuestionError, type PersonDescription } from './question';
import { asked, askedNested, ownIdentityId, referencesIn, resolveText } from './references';
import { credentialsOf } from './requests';

/** Whether two people are kept apart. */
export interface IsolationResult {
  /** The verdict. */
  readonly verdict: 'PROVED' | 'VIOLATED' | 'UNKNOWN';
  /** The role by which one reaches what is the other's. */
  readonly role?: string;
  /** The statement that lets them. */
  readonly statement?: string;
  /** Why. */
  readonly reason: string;
}

/**
 * Proves that neither of two people reaches a slice that belongs to the other, for every slice that the templates record as
 * isolated: with the identity id as owner for any two identity ids, with a session tag as owner for the two values that
 * the people have.
 *
 * @param templates templates that are deployed together
 * @param nested finds the templates of nested stacks
 * @param one a person
 * @param other another
 * @returns the verdict
 */
export function isolationBetween(templates: readonly RawTemplate[], nested: NestedTemplates, one: PersonDescription, other: PersonDescription): IsolationResult {
  checkPerson(one);
  checkPerson(other);
  const references = referencesIn([one, other].flatMap(({ claims, tags }) => [...claims.values(), ...tags.values()]));
  const found = readTemplates(templates.map((template) => asked(template, references)), askedNested(nested, references), (model) => {
    const reach = new Reach(model);
    const result = worst(new Pair(reach).results(one, other));
    const rendered = { ...result, reason: model.symbols.render(reach.shelf.spelled(result.reason)) };
    return model.undecided.length > 0 && rendered.verdict === 'PROVED' ? { verdict: 'UNKNOWN' as const, reason: model.undecided[0] } : rendered;
  });
  return worst(found);
}

function worst(all: readonly IsolationResult[]): IsolationResult {
  return all.find(({ verdict }) => verdict === 'VIOLATED') ?? all.find(({ verdict }) => verdict === 'UNKNOWN') ?? all[0];
}

/** A session of a person, with nothing but their identity id open. */
interface Somebody {
  readonly person: Person;
  readonly role: string;
  readonly doubts: readonly string[];
}

class Pair {
  private readonly model: TemplateModel;

  public constructor(private readonly reach: Reach) {
    this.model = reach.model;
  }

  public results(one: PersonDescription, other: PersonDescription): IsolationResult[] {
    const records = recordsOf(this.model).isolations;
    if (records.length === 0) throw new QuestionError('nothing-isolated', 'the templates record no slices that belong to an owner', 'grant them with a facade such as OwnObjectGrants, or ask with toBeDenied for one resource');
    return records.flatMap((record) => [this.reaches(one, other, record), this.reaches(other, one, record)]);
  }

  /** Whether the first reaches what belongs to the second. */
  private reaches(asker: PersonDescription, owner: PersonDescription, record: IsolationRecord): IsolationResult {
    const none: IsolationResult = { verdict: 'PROVED', reason: `${record.title}: no role of either reaches what is the other's` };
    const domain = this.ownersOf(asker, owner, record);
    if (domain === undefined) return none;
    return worst([...this.sessionsOf(asker, record).map(({ person, role, doubts }): IsolationResult => {
      const proof = proveIsolated({ owner: domain, slices: record.slices, people: [person] });
      if (proof.verdict === 'PROVED') return none;
      const request = proof.counterexample?.request;
      const reason = request === undefined ? proof.reason : `${proof.reason}: ${person.title} may ${request.action} on ${this.model.symbols.render(request.resource)}, which is the other's`;
      return {
        verdict: proof.verdict === 'VIOLATED' && doubts.length === 0 ? 'VIOLATED' : 'UNKNOWN', role,
        reason: doubts.length === 0 ? reason : `${reason}, if they get there: ${doubts[0]}`,
        ...(proof.statement !== undefined && { statement: proof.statement }),
      };
    }), none]);
  }

  private ownersOf(asker: PersonDescription, owner: PersonDescription, { owner: key }: IsolationRecord): Domain | undefined {
    if (key.kind === 'identity-id') return { kind: 'identity-id' };
    const values = this.valuesOf(owner, key.tag);
    const shared = this.valuesOf(asker, key.tag).find((value) => values.includes(value));
    if (shared !== undefined) throw new QuestionError('same-owner', `both subjects have the value '${shared}' of the session tag '${key.tag}'`, 'give them different ones: what belongs to a value belongs to every subject that has it');
    return values.length === 0 ? undefined : { kind: 'values', values };
  }

  /** The values of a tag that a person can have: to nobody belongs what is nameless. */
  private valuesOf(description: PersonDescription, tag: string): string[] {
    const key = `aws:principaltag/${tag.toLowerCase()}`;
    const values = this.credentials(description).flatMap(({ keys }) => keys.map((own) => own[key]));
    return [...new Set(values.filter((value) => typeof value === 'string' && value !== '') as string[])];
  }

  private sessionsOf(description: PersonDescription, record: IsolationRecord): Somebody[] {
    const governing = this.reach.resourcePolicies(record.slices.map(({ resource }) => resource.replace('${owner}', '*')));
    return this.credentials(description).flatMap(({ session, keys, doubts }) => keys.map((own): Somebody => {
      const [person] = peopleOf(session, [...governing, ...sessionPolicies(session)], this.model, record.owner);
      const tags = Object.entries(own).filter(([key]) => key.startsWith('aws:principaltag/')).map(([key, value]) => [key, { kind: 'value', value: String(value) }] as const);
      const withoutTags = Object.entries(person.keys).filter(([key]) => !key.toLowerCase().startsWith('aws:principaltag/'));
      const title = titleOf(session, this.model);
      return { person: { ...person, title, keys: { ...Object.fromEntries(withoutTags), 'aws:PrincipalTag/*': { kind: 'missing' }, ...Object.fromEntries(tags) } }, role: session.role.name, doubts };
    }));
  }

  private credentials(description: PersonDescription): (ReturnType<typeof credentialsOf> & Pick<ReturnType<typeof obtained>[number], 'session'>)[] {
    return poolsOf(this.reach, description).flatMap((pool) => {
      const own = ownIdentityId(pool, this.model);
      const somebody = this.resolved(description, own);
      return obtained(this.reach, pool, somebody, providersOf(this.reach, pool, somebody)).map(({ session, doubts }) => {
        const credentials = credentialsOf(this.reach, session, somebody, own);
        return { ...credentials, session, doubts: [...doubts, ...credentials.doubts] };
      });
    });
  }

  private resolved(description: PersonDescription, own: string): PersonDescription {
    const values = (given: ReadonlyMap<string, string>): Map<string, string> => new Map([...given].map(([key, value]) => [key, resolveText(value, this.model, own)]));
    return { ...description, claims: values(description.claims), tags: values(description.tags) };
  }
}
