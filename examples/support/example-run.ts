import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { CallLog } from './calls';
import type { Credentials } from './clients';
import { refusalReason } from './refusal';

/** What became of one check: `not-here` is what cannot be done where the stack runs, and was not tried. */
export type Outcome = 'allowed' | 'refused' | 'equal' | 'not-here' | 'failed';

/** One line of an example's report. */
export interface Check {
  readonly outcome: Outcome;
  readonly what: string;
  /** Why it was refused, failed, or not tried. */
  readonly detail?: string;
}

/** Where the stack of an example runs. */
export interface Deployment {
  /** Where its services answer. @default AWS itself */
  readonly endpoint?: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Who prepares and inspects what the example needs. @default whom the AWS SDK finds in the environment */
  readonly administrator?: Credentials;
  /** Whether it is an account of somebody's, where no outside provider is played, no mail is read and tokens are those of AWS. @default false */
  readonly realAccount?: boolean;
  /** Is told of each call with credentials of an identity. @default nobody is */
  readonly calls?: CallLog;
  /** For how many seconds a refusal of what must be allowed is not believed: AWS takes its time to know new roles everywhere. @default 0 */
  readonly patience?: number;
}

/** Ends an example whose check failed in such a way that the following ones mean nothing; already reported. */
export class CheckFailed extends Error {}

/** One run of an example's client: what it knows of the deployed stack, and its report. */
export class ExampleRun implements Deployment {
  readonly endpoint?: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly administrator?: Credentials;
  readonly realAccount: boolean;
  readonly calls?: CallLog;
  readonly patience: number;
  readonly checks: Check[] = [];

  constructor(readonly name: string, deployment: Deployment, private readonly report: (check: Check) => void) {
    const { administrator, calls, endpoint, outputs, patience = 0, realAccount = false, region } = deployment;
    this.endpoint = endpoint;
    this.region = region;
    this.outputs = outputs;
    this.administrator = administrator;
    this.realAccount = realAccount;
    this.calls = calls;
    this.patience = patience;
  }

  /** The value of a stack output; a missing one is an error that lists those that exist. */
  output(name: string): string {
    const value = this.outputs[name];
    if (value === undefined) throw new Error(`stack '${this.name}' has no output '${name}', only: ${Object.keys(this.outputs).join(', ')}`);
    return value;
  }

  /** The action must succeed; its result is handed on. A failure ends the example. */
  async allowed<T>(what: string, action: () => Promise<T>): Promise<T> {
    for (const deadline = Date.now() + this.patience * 1000; ; await sleep(2000)) {
      try {
        const result = await action();
        this.add({ outcome: 'allowed', what });
        return result;
      } catch (error) {
        if (refusalReason(error) !== undefined && Date.now() < deadline) continue;
        this.add({ outcome: 'failed', what, detail: `should be allowed: ${describe(error)}` });
        throw new CheckFailed(what);
      }
    }
  }

  /**
   * The action must be refused for want of authorization; any other failure fails the check.
   *
   * `because` names the error where AWS refuses with one that is not about authorization by its name, and demands it.
   */
  async refused(what: string, action: () => Promise<unknown>, because?: string): Promise<void> {
    try {
      await action();
    } catch (error) {
      const reason = refusalReason(error, because);
      this.add(reason === undefined
        ? { outcome: 'failed', what, detail: `should be refused${because ? ` with ${because}` : ''}, but failed: ${describe(error)}` }
        : { outcome: 'refused', what, detail: reason });
      return;
    }
    this.add({ outcome: 'failed', what, detail: 'should be refused, but was allowed' });
  }

  /** The two values must be deeply equal. */
  equal<T>(what: string, actual: T, expected: T): void {
    this.add(isDeepStrictEqual(actual, expected)
      ? { outcome: 'equal', what }
      : { outcome: 'failed', what, detail: `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}` });
  }

  /** Says that this cannot be done where the stack runs, and why; counted apart. */
  notHere(what: string, why: string): void {
    this.add({ outcome: 'not-here', what, detail: why });
  }

  /** Runs a client to its end; whatever it throws is a failed check, not the end of the other examples. */
  async complete(use: (example: ExampleRun) => Promise<void>): Promise<void> {
    try {
      await use(this);
    } catch (error) {
      if (error instanceof CheckFailed) return;
      this.add({ outcome: 'failed', what: 'the client runs to its end', detail: describe(error) });
    }
    if (this.checks.length === 0) this.add({ outcome: 'failed', what: 'the client checks something', detail: 'it reported nothing' });
  }

  private add(check: Check): void {
    this.checks.push(check);
    this.report(check);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
