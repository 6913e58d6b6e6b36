/** Access that somebody has on one side and not on the other: a region of requests. */
export interface AccessChange {
  /** Whether they have it on the later side, or had it on the earlier. */
  readonly direction: 'gained' | 'lost';
  /** `FOUND`: it is shown, by a request that was run through the evaluator for both sides where there is one. `UNKNOWN`: it is not certain, and the reason says why. */
  readonly verdict: 'FOUND' | 'UNKNOWN';
  /** Who: guests, people of a provider, members of a group, those to whom a rule applies, anybody. */
  readonly who: string;
  /** The actions, as patterns; what they are all but, where the statement lists what is not meant. */
  readonly actions: readonly string[];
  /** The resources, as patterns, in text for people. */
  readonly resources: readonly string[];
  /** The conditions of the statement, in words. */
  readonly conditions: readonly string[];
  /** What they do first, where it takes more than one step. */
  readonly steps: readonly string[];
  /** The statement that allows it; empty where none does by itself. */
  readonly statement: string;
  /** One request of the region. */
  readonly request?: { readonly action: string; readonly resource: string; readonly context: Readonly<Record<string, string>> };
  /** Why it is not certain. */
  readonly reason?: string;
  /** In which deployments, where it is not in all. */
  readonly circumstances?: readonly string[];
  /** The logical id of the resource that holds the statement. */
  readonly resource: string;
  /** The path of its stack. */
  readonly stack: string;
  /** The file of its template. */
  readonly file: string;
  /** Where in the resource. */
  readonly location: string;
}

/** What two versions of templates give differently. */
export interface Comparison {
  /** Every region of access that somebody has on one side alone, or perhaps. */
  readonly changes: readonly AccessChange[];
  /** What the answer rests on and the templates cannot show. */
  readonly assumptions: readonly string[];
}

/** The answer about one direction. */
export type ChangeVerdict = 'PROVED' | 'FOUND' | 'UNKNOWN';

/**
 * @param comparison what two versions give differently
 * @param direction a direction
 * @returns `PROVED` where there is nothing for all requests, `FOUND` where a request shows it, else `UNKNOWN`
 */
export function verdictOf({ changes }: Comparison, direction: AccessChange['direction']): ChangeVerdict {
  const some = changes.filter((change) => change.direction === direction);
  return some.length === 0 ? 'PROVED' : some.some(({ verdict }) => verdict === 'FOUND') ? 'FOUND' : 'UNKNOWN';
}
