/** What was decided about a promise. */
export type Verdict = 'PROVED' | 'VIOLATED' | 'NOT_PROVED' | 'UNKNOWN';

/** One concrete case in which a promise breaks. */
export interface FindingCounterexample {
  /** Who does it. */
  readonly who: string;
  /** What they do: reads, writes, deletes, lists, obtains, does. */
  readonly verb: string;
  /** To what, and whose it is. */
  readonly what: string;
  /** The statement that lets them, and the pattern in it. */
  readonly by: string;
  /** The action, resource and context of the request, as text for people. */
  readonly request: { readonly action: string; readonly resource: string; readonly context: Readonly<Record<string, string>> };
  /** Whether the evaluator confirmed it. */
  readonly replayed: boolean;
  /** What they do one after the other, where it takes more than one request. */
  readonly steps?: readonly string[];
}

/** The verdict on one promise, with all that a reader needs to judge and mend it. */
export interface Finding {
  /** The rule: isolated, limited, guarded, exclusive, server-only, or what went wrong before any could be decided. */
  readonly rule: string;
  /** The verdict. */
  readonly verdict: Verdict;
  /** The promise in words. */
  readonly title: string;
  /** What the promise is about. */
  readonly subject: string;
  /** Why. */
  readonly message: string;
  /** The stack and logical id of the resource that holds the promise. */
  readonly promisedBy: string;
  /** The logical id of the resource to blame; empty when there is none. */
  readonly resource: string;
  /** The path of the stack that the resource belongs to. */
  readonly stack: string;
  /** The file of its template. */
  readonly file: string;
  /** Where in the resource, such as `Properties.PolicyDocument.Statement[0]`. */
  readonly location: string;
  /** The statement to blame, such as `AuthPolicy.Statement[0]`. */
  readonly statement?: string;
  /** The case that breaks the promise. */
  readonly counterexample?: FindingCounterexample;
  /** What the verdict rests on and the template cannot show. */
  readonly assumptions: readonly string[];
  /** What acts for others in the templates, so that what it does stands in no policy: listed with what is PROVED. */
  readonly notLookedAt?: readonly string[];
  /** What to do about it. */
  readonly fix?: string;
  /** What a violation means at synth: a promise that is broken is left to nobody's judgement, a rule can be acknowledged. */
  readonly severity?: 'error' | 'warning';
}

const SEVERITY: Readonly<Record<Verdict, number>> = { PROVED: 0, NOT_PROVED: 1, UNKNOWN: 2, VIOLATED: 3 };

/**
 * Of the verdicts on the same promise under different circumstances the worst counts.
 *
 * @param readings the findings of each of several readings
 * @returns one finding a promise
 */
export function worstOf(readings: readonly (readonly Finding[])[]): Finding[] {
  if (readings.length === 1) return [...readings[0]];
  const result = new Map<string, Finding>();
  for (const [promise, finding] of readings.flatMap((findings) => [...byPromise(findings)])) {
    const before = result.get(promise);
    if (before === undefined || SEVERITY[finding.verdict] > SEVERITY[before.verdict]) result.set(promise, finding);
  }
  return [...result.values()];
}

/**
 * @param findings findings of all deployments
 * @param closer findings of the same, with more known
 * @param given what those take for granted
 * @returns the findings, with what the second decide of what the first leave open
 */
export function refinedBy(findings: readonly Finding[], closer: readonly Finding[], given: readonly string[]): Finding[] {
  const known = byPromise(closer);
  return [...byPromise(findings)].map(([promise, finding]) => {
    const other = known.get(promise);
    // A rule that is about nothing, once more is known, is kept.
    if (!isDecided(finding) && other === undefined && finding.severity !== undefined) return keptBy(finding, given);
    return !isDecided(finding) && other !== undefined && isDecided(other) ? other : finding;
  });
}

function keptBy({ rule, title, subject, promisedBy, resource, stack, file, location, severity, assumptions }: Finding, given: readonly string[]): Finding {
  return { rule, verdict: 'PROVED', title, subject, message: 'nobody comes by it', promisedBy, resource, stack, file, location, assumptions: [...given, ...assumptions], ...(severity !== undefined && { severity }) };
}

/**
 * @param finding a finding
 * @returns whether it says that the promise is kept, or that it is not
 */
export function isDecided({ verdict }: Finding): boolean {
  return verdict === 'PROVED' || verdict === 'VIOLATED';
}

/** The words of a promise may name a Region or a parameter, so that they differ from one reading to the next: its place does not. */
function byPromise(findings: readonly Finding[]): Map<string, Finding> {
  const counts = new Map<string, number>();
  return new Map(findings.map((finding) => {
    const place = JSON.stringify([finding.rule, finding.promisedBy]);
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    return [`${place} ${count}`, finding];
  }));
}
