import { AccessGraph } from '../access-graph/access-graph';
import { AuthorNames } from '../author-names';
import type { Choice, Choices } from '../template/choices';
import type { Readable } from '../template/deployments';
import { inEachWay, tellingOf, TemplateSet, type NestedTemplates, type ReadingOptions } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { once } from '../template/once';
import { asked, askedNested } from './references';

/** Who reaches what, in one of the ways in which the templates can be deployed. */
export interface ReadGraph {
  readonly graph: AccessGraph;
  /** The parameters that are taken to keep their defaults, in words. */
  readonly defaults: Iterable<string>;
}

/** Templates that a question is asked of, whose readings are kept for the next one. */
class KeptSet implements Readable<ReadGraph> {
  private readonly graphs = new Map<string, AccessGraph>();

  public constructor(private readonly set: TemplateSet) {}

  public read<T>(visit: (read: ReadGraph) => T, options: ReadingOptions = {}): T[] {
    const { parameters = 'any' } = options;
    return inEachWay((choices: Choices) => {
      const key = JSON.stringify([parameters, choices.key()]);
      const graph = this.graphs.get(key) ?? new AccessGraph(this.set.modelOf(choices, parameters));
      // What a visit that was given up has left half done is not for the next.
      this.graphs.delete(key);
      const result = visit({ graph, defaults: graph.model.defaults });
      if (this.isForTheNext()) this.graphs.set(key, graph);
      return result;
    }, tellingOf(options, () => this.set.worldsOf(options)));
  }

  public splits(): (readonly Choice[])[] {
    return this.set.splits();
  }

  public hasDefaults(): boolean {
    return this.set.hasDefaults();
  }

  /** Which parameters a reading leaves open decides what is told apart: those of one question are not for the next. */
  public isForTheNext(): boolean {
    return this.set.openParameters.size === 0;
  }
}

/** So many sets are kept: each is of one list of things that questions refer to. */
const SETS = 4;

/** Templates that are asked about again and again: what one question has read, the next takes as it is. */
export class KeptReadings {
  private readonly sets = new Map<string, KeptSet>();
  /** The names that authors gave to resources. */
  public readonly names: () => AuthorNames;

  /**
   * @param templates templates that are deployed together, which nobody changes any more
   * @param nested finds the templates of nested stacks
   */
  public constructor(public readonly templates: readonly RawTemplate[], private readonly nested: NestedTemplates) {
    this.names = once(() => AuthorNames.of(templates, nested));
  }

  /**
   * @param references what a question refers to
   * @param act asks the templates
   * @returns its result
   */
  public askedFor<T>(references: readonly string[], act: (set: Readable<ReadGraph>) => T): T {
    const key = JSON.stringify(references);
    const names = this.names();
    const set = this.sets.get(key) ?? new KeptSet(new TemplateSet(this.templates.map((template) => asked(template, references, names)), askedNested(this.nested, references, names)));
    this.sets.delete(key);
    const result = act(set);
    if (set.isForTheNext()) this.sets.set(key, set);
    if (this.sets.size > SETS) this.sets.delete([...this.sets.keys()][0]);
    return result;
  }
}
