import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import type { Resource } from '../template/reader';

/** What a rule decided about one resource. */
export interface Judgement extends Decision {
  /** The resource that was looked at, and is to blame unless the decision names another. */
  readonly about: Resource;
  /** Set where no resource that is added could break it. */
  readonly stands?: 'whatever is added';
  /** What a violation means at synth, where it is not what one of the rule means. */
  readonly severity?: Rule['severity'];
  /** What of it, where the resource is not enough to tell. */
  readonly subject?: string;
}

/** A rule that holds for any template with Cognito in it, whether or not the template records a promise. */
export interface Rule {
  /** The id, which never changes. */
  readonly id: string;
  /** What holds where the rule is kept. */
  readonly title: string;
  /** Why it matters: the attack, or the failure, in two sentences. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** The page of the AWS documentation that it rests on. */
  readonly page: string;
  /**
   * What a violation means at synth: `error` where somebody gains access that nobody gave, `warning` where something does not work
   * or is weaker than it could be. Either can be acknowledged: no promise was made.
   */
  readonly severity: 'error' | 'warning';
  /** Applies the rule: one judgement for each resource that it concerns. */
  check(context: CheckContext): Judgement[];
}
