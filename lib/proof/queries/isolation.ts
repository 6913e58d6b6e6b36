import { proveIsolated, type Domain, type Subject } from '../solver';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { subjectsOf, titleOf } from '../access-graph/subjects';
import { AccessGraph } from '../access-graph/access-graph';
import { AuthorNames } from '../author-names';
import { recordsOf, type IsolationRecord } from '../analysis/intent-records';
import { inEveryDeployment } from '../template/deployments';
import { TemplateSet, type NestedTemplates, type TemplateModel } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { obtained, type Obtained } from './obtain';
import { poolsOf, providersOf } from './pools-and-providers';
import { checkSubject, QuestionError, type SubjectDescription } from './question';
import { asked, askedNested, named, ownIdentityId, referencesIn, resolveText, withLogicalIds } from './references';
import { sessionTagsOf, type SessionTags } from './requests';

/** Whether two people are kept apart. */
export interface Isolation {
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
export function proveApart(templates: readonly RawTemplate[], nested: NestedTemplates, one: SubjectDescription, other: SubjectDescription): Isolation {
  checkSubject(one);
  checkSubject(other);
  const references = referencesIn([one, other].flatMap(({ claims, tags }) => [...claims.values(), ...tags.values()]));
  const names = AuthorNames.of(templates, nested);
  const visit = (model: TemplateModel): Isolation => {
    const reach = new AccessGraph(model);
    const separation = worst(new TwoSubjects(reach).separations(withLogicalIds(one, names), withLogicalIds(other, names)));
    const rendered = { ...separation, reason: model.symbols.render(reach.policyIndex.originalSpelling(separation.reason)) };
    return model.undecided.length > 0 && rendered.verdict === 'PROVED' ? { verdict: 'UNKNOWN' as const, reason: model.undecided[0] } : rendered;
  };
  const set = new TemplateSet(templates.map((template) => asked(template, references, names)), askedNested(nested, references, names));
  return named(names, () => inEveryDeployment(set, { visit, combine: worst, isDecided: ({ verdict }) => verdict !== 'UNKNOWN', refine: (first, second) => (second.verdict === 'UNKNOWN' ? first : second) }));
}

function worst(all: readonly Isolation[]): Isolation {
  return all.find(({ verdict }) => verdict === 'VIOLATED') ?? all.find(({ verdict }) => verdict === 'UNKNOWN') ?? all[0];
}

/** A session of a person, with nothing but their identity id open. */
interface SessionOfSubject {
  readonly person: Subject;
  readonly role: string;
  readonly uncertainties: readonly string[];
}

class TwoSubjects {
  private readonly model: TemplateModel;

  public constructor(private readonly graph: AccessGraph) {
    this.model = graph.model;
  }

  public separations(one: SubjectDescription, other: SubjectDescription): Isolation[] {
    const records = recordsOf(this.model).isolations;
    if (records.length === 0) throw new QuestionError('nothing-isolated', 'the templates record no slices that belong to an owner', 'grant them with a facade such as OwnObjectGrants, or ask with toBeDenied for one resource');
    return records.flatMap((record) => [this.reaches(one, other, record), this.reaches(other, one, record)]);
  }

  /** Whether the first reaches what belongs to the second. */
  private reaches(caller: SubjectDescription, owner: SubjectDescription, record: IsolationRecord): Isolation {
    const none: Isolation = { verdict: 'PROVED', reason: `${record.title}: no role of either reaches what is the other's` };
    const domain = this.ownersOf(caller, owner, record);
    if (domain === undefined) return none;
    return worst([...this.sessionsOf(caller, record).map(({ person, role, uncertainties }): Isolation => {
      const proof = proveIsolated({ owner: domain, slices: record.slices, people: [person] });
      if (proof.verdict === 'PROVED') return none;
      const request = proof.counterexample?.request;
      const reason = request === undefined ? proof.reason : `${proof.reason}: ${person.title} may ${request.action} on ${this.model.symbols.render(request.resource)}, which is the other's`;
      return {
        verdict: proof.verdict === 'VIOLATED' && uncertainties.length === 0 ? 'VIOLATED' : 'UNKNOWN', role,
        reason: uncertainties.length === 0 ? reason : `${reason}, if they get there: ${uncertainties[0]}`,
        ...(proof.statement !== undefined && { statement: proof.statement }),
      };
    }), none]);
  }

  private ownersOf(caller: SubjectDescription, owner: SubjectDescription, { owner: key }: IsolationRecord): Domain | undefined {
    if (key.kind === 'identity-id') return { kind: 'identity-id' };
    const values = this.valuesOf(owner, key.tag);
    const shared = this.valuesOf(caller, key.tag).find((value) => values.includes(value));
    if (shared !== undefined) throw new QuestionError('same-owner', `both subjects have the value '${shared}' of the session tag '${key.tag}'`, 'give them different ones: what belongs to a value belongs to every subject that has it');
    return values.length === 0 ? undefined : { kind: 'values', values };
  }

  /** The values of a tag that a person can have: to nobody belongs what is nameless. */
  private valuesOf(description: SubjectDescription, tag: string): string[] {
    const values = this.credentials(description).flatMap(({ ways }) => ways.map((way) => way.get(tag.toLowerCase())));
    return [...new Set(values.filter((value) => value !== undefined && value !== ''))] as string[];
  }

  private sessionsOf(description: SubjectDescription, record: IsolationRecord): SessionOfSubject[] {
    const governing = this.graph.resourcePolicies(record.slices.map(({ resource }) => resource.replace('${owner}', '*')));
    return this.credentials(description).flatMap(({ session, ways, uncertainties }) => ways.map((way): SessionOfSubject => {
      const [person] = subjectsOf(session, [...governing, ...sessionPolicies(session)], this.model, record.owner);
      const tags = [...way].map(([key, value]) => [`aws:PrincipalTag/${key}`, { kind: 'value', value }] as const);
      const title = titleOf(session, this.model);
      // What is tagged on the way to another role, and what that role has, says the subject already.
      if (session.flow === 'assumed' || session.flow === 'direct') return { person: { ...person, title }, role: session.role.name, uncertainties };
      const withoutTags = Object.entries(person.keys).filter(([key]) => !key.toLowerCase().startsWith('aws:principaltag/'));
      return { person: { ...person, title, keys: { ...Object.fromEntries(withoutTags), 'aws:PrincipalTag/*': { kind: 'missing' }, ...Object.fromEntries(tags) } }, role: session.role.name, uncertainties };
    }));
  }

  private credentials(description: SubjectDescription): (SessionTags & Obtained)[] {
    return poolsOf(this.graph, description).flatMap((pool) => {
      const own = ownIdentityId(pool, this.model);
      const somebody = this.resolved(description, own);
      const { own: mine, further } = obtained(this.graph, pool, somebody, providersOf(this.graph, pool, somebody));
      return [...mine, ...further].map(({ session, uncertainties }) => {
        const tags = sessionTagsOf(this.graph, session, somebody);
        return { ...tags, session, uncertainties: [...uncertainties, ...tags.uncertainties] };
      });
    });
  }

  private resolved(description: SubjectDescription, own: string): SubjectDescription {
    const values = (given: ReadonlyMap<string, string>): Map<string, string> => new Map([...given].map(([key, value]) => [key, resolveText(value, this.model, own)]));
    return { ...description, claims: values(description.claims), tags: values(description.tags) };
  }
}
