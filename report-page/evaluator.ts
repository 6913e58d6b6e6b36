import type { AuthorNames } from '../lib/proof/author-names';
import type { EmbeddedAssembly, EmbeddedTemplate } from '../lib/proof/html-report/embedded';
import { ask } from '../lib/proof/queries/ask';
import { KeptReadings } from '../lib/proof/queries/kept-readings';
import { strongestAmong } from '../lib/proof/queries/assemblies';
import { requestContextOf } from '../lib/proof/queries/question';
import type { Answer } from '../lib/proof/queries/question';
import type { NestedTemplates } from '../lib/proof/template/reader';
import type { RawTemplate } from '../lib/proof/template/raw-template';

/** A question, as the form or a test asks it. */
export interface PageQuestion {
  readonly as: 'guest' | 'user';
  readonly action: string;
  readonly resource: string;
  readonly identityPool?: string;
  readonly provider?: string;
  readonly groups?: readonly string[];
  readonly claims?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** An answer, and the same in the words of the author. */
export interface PageAnswer extends Answer {
  readonly inWords: { readonly role: string; readonly statement: string; readonly reason: string };
}

interface Assembly {
  readonly readings: KeptReadings;
  readonly names: AuthorNames;
}

/** Answers questions about the templates that the page holds, as the command `can` does. */
export class Evaluator {
  /** Unpacks what the page holds. */
  static async of(packed: string): Promise<Evaluator> {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
    return new Evaluator((JSON.parse(text) as EmbeddedAssembly[]).map(assemblyOf));
  }

  private constructor(private readonly assemblies: readonly Assembly[]) {}

  /** Answers a question; a wrong one throws what is wrong with it. */
  can({ as: kind, action, resource, identityPool, provider, groups = [], claims = {}, tags = {}, context = {} }: PageQuestion): PageAnswer {
    const person = { kind, groups, claims: new Map(Object.entries(claims)), tags: new Map(Object.entries(tags)), ...(identityPool && { identityPool }), ...(provider && { provider }) };
    return strongestAmong(this.assemblies.map(({ readings, names }) => () => {
      const answer = ask(readings, person, { action, resource, context: requestContextOf(context) });
      const role = answer.role === undefined ? 'none' : names.titleOf(answer.role).replace(/^role /, '');
      return { ...answer, inWords: { role, statement: names.inWords(answer.statement ?? 'none'), reason: names.inWords(answer.reason) } };
    }));
  }
}

/** A template with those of its nested stacks; copies of it have them too. */
interface WithNested extends RawTemplate {
  readonly children: ReadonlyMap<string, WithNested>;
}

function assemblyOf(embedded: EmbeddedAssembly): Assembly {
  const templates = embedded.map(templateOf);
  const nested: NestedTemplates = (parent, _resource, id) => (parent as WithNested).children.get(id);
  const readings = new KeptReadings(templates, nested);
  return { readings, names: readings.names() };
}

function templateOf({ paths: { stack, byId }, nested, ...template }: EmbeddedTemplate): WithNested {
  const constructs = new Map([[template.file, { ...(stack !== undefined && { stack }), byId: new Map(byId) }]]);
  return { ...template, constructs: () => constructs, children: new Map(Object.entries(nested).map(([id, child]) => [id, templateOf(child)])) };
}
