import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { GrantWarnings } from './grant-warnings';
import { CycleCheck } from './private/cycle-check';
import { grantLine, type BlamedStatement } from './private/grant-lines';
import { recordedPromises } from './private/recorded-promises';
import { announce, proofModeOf, withoutReason, type ProofMode } from './private/synth-settings';
import { requireOptions } from './private/types';

const REGISTERED = new WeakSet<IConstruct>();

/** Options of `AccessProof`. */
export interface AccessProofOptions {
  /**
   * Any construct of the app. With it the proof knows what the constructs promised, and fails where the template no longer says so.
   *
   * @default - the app that the CDK gives at synth; versions of the CDK before 2.260 give none
   */
  readonly scope?: IConstruct;
}

/**
 * Proves at every synth that the access that the synthesized templates give is the access that was granted: each owner's
 * slice is private, no role allows more than was granted to its people, signed-in roles are out of reach of guests, and no
 * app client writes what only servers may. It reads the templates and nothing else, and decides for all users.
 *
 * The constructs of this library register it once per app. Register it yourself in an app without them:
 * `Validations.of(app).addPlugins(new AccessProof({ scope: app }))`.
 *
 * A promise that is VIOLATED fails the synth, with a counterexample that was run again through the evaluator. It has an id of its
 * own, such as `cdk-cognito-pools::isolated[3f9a21c0]`, which the message says: who has to deploy all the same acknowledges that one
 * on the construct concerned or above it, with a reason that is not empty:
 * `Validations.of(stack).acknowledge({ id: 'cdk-cognito-pools::isolated[3f9a21c0]', reason: '…' })`. The id changes with the access
 * that the templates give, so that nothing that comes later is acknowledged by it.
 *
 * A promise that is NOT PROVED or UNKNOWN is a warning, and is acknowledged by the id without brackets, which covers no violation.
 * The ids are `cdk-cognito-pools::` and the rule: `isolated`, `limited`, `guarded`, `exclusive`, `unforgeable`, `server-only`, and
 * `unreachable`, `only-principals`, `limited-to` of the properties that you state with `AccessProperties`.
 *
 * Where nothing is decided, the synth fails as well, if the app promises anything: a template that cannot be read, a record that is
 * no longer in the template (`missing-promise`) or cannot be read (`malformed-intent`, or `outdated-intent` of an earlier version), a prover that fails or finds the question
 * too large. The context `cdk-cognito-pools:proof` changes that for a whole app: `error` is the default, with `warn` all of it only
 * warns, with `off` nothing is proved, and the synth says so.
 *
 * The rules that hold for any template are applied too, and speak of what is violated only: as an error that fails the synth
 * where somebody gains access that nobody gave, as a warning where something does not work. Both can be acknowledged in the
 * same way, since neither breaks a promise; the CDK keeps the reason in `validation-report.json`.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class AccessProof implements IPolicyValidationPlugin {
  /**
   * Registers the proof with the app, once.
   *
   * @internal
   */
  public static _register(scope: IConstruct): void {
    CycleCheck.register(scope);
    GrantWarnings.register(scope);
    const app = scope.node.root;
    if (REGISTERED.has(app)) return;
    REGISTERED.add(app);
    Validations.of(app).addPlugins(new AccessProof({ scope: app }));
  }

  /**
   * The name under which the findings are reported, and the first half of the ids to acknowledge.
   */
  public readonly name = 'cdk-cognito-pools';

  /**
   * The promises that are decided, and the rules that hold for any template.
   */
  public readonly ruleIds?: string[] = [
    'isolated', 'limited', 'guarded', 'exclusive', 'unforgeable', 'server-only', 'unreachable', 'only-principals', 'limited-to', 'malformed-intent', 'outdated-intent', 'unseen-template',
    'missing-promise', 'prover-failed', 'acknowledgment-without-reason',
    'trust-audience', 'trust-authentication', 'guest-in-signed-in-role', 'guest-ceiling', 'guest-classic-flow', 'guest-wide-access', 'user-writable-claim', 'unverified-claim', 'loose-claim-match', 'list-claim-match', 'claim-never-there', 'tag-not-trusted',
    'role-tag-shadows', 'mapping-never-matches', 'group-role-unused', 'group-precedence-tie', 'role-not-assumable', 'classic-flow-mapping', 'token-check-off', 'privilege-escalation', 'identity-not-isolated', 'tenant-not-isolated',
    'open-sign-up-wide-access', 'implicit-grant', 'secret-in-template',
  ];

  /**
   * @param options where the app is
   */
  public constructor(private readonly options: AccessProofOptions = {}) {
    requireOptions("'options' of the proof", options);
  }

  /**
   * Decides every promise that the templates record. Called by the CDK at synth.
   *
   * @param context where the templates are
   * @returns what is violated, not proved or not known
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const given = this.options.scope ?? context.appConstruct;
    const app = given?.node.root;
    const mode: ProofMode = app === undefined ? 'error' : proofModeOf(app);
    if (mode === 'off') {
      announce(app, 'the proof is off (context cdk-cognito-pools:proof): nothing is proved');
      return { success: true, violations: [{ ruleName: 'off', severity: 'info', description: 'nothing is proved', violatingResources: [] }], metadata: { mode } };
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the prover is loaded at synth only: most processes that import this library never synthesize
    const { proveAssembly } = require('./proof/synth/prove-assembly') as typeof import('./proof/synth/prove-assembly');
    const { report, summary } = proveAssembly({
      templatePaths: context.templatePaths, mode,
      recorded: app === undefined ? [] : recordedPromises(app), withoutReason: app === undefined ? [] : withoutReason(app, this.name),
      ...(app !== undefined && { lineOf: (blamed: BlamedStatement) => grantLine(app, blamed) }),
    });
    if (report.success) announce(app, summary);
    return report;
  }
}
