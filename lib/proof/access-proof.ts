import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

const REGISTERED = new WeakSet<IConstruct>();

/**
 * Proves at every synth that the access that the synthesized templates give is the access that was granted: each owner's
 * slice is private, no role allows more than was granted to its people, signed-in roles are out of reach of guests, and no
 * app client writes what only servers may. It reads the templates and nothing else, and decides for all users.
 *
 * The constructs of this library register it once per app. Register it yourself in an app without them:
 * `Validations.of(app).addPlugins(new AccessProof())`.
 *
 * A promise that is VIOLATED fails the synth, with a counterexample that was run again through the evaluator; it cannot be
 * acknowledged. One that is NOT PROVED or UNKNOWN is a warning, and can be, on the construct concerned or above it:
 * `Validations.of(stack).acknowledge({ id: 'cdk-cognito-pools::isolated', reason: '…' })`. The ids are
 * `cdk-cognito-pools::` and the rule: `isolated`, `limited`, `guarded`, `exclusive`, `unforgeable`, `server-only`, `malformed-intent`, `outdated-intent`,
 * and `unreachable`, `only-principals`, `limited-to` of the properties that you state with `AccessProperties`.
 *
 * The rules that hold for any template are applied too, and speak of what is violated only: as an error that fails the synth where
 * somebody gains access that nobody gave, as a warning where something does not work. Nobody promised what they ask for, so either
 * can be acknowledged in the same way; the CDK keeps the reason in `validation-report.json`.
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
    const app = scope.node.root;
    if (REGISTERED.has(app)) return;
    REGISTERED.add(app);
    Validations.of(app).addPlugins(new AccessProof());
  }

  /**
   * The name under which the findings are reported, and the first half of the ids to acknowledge.
   */
  public readonly name = 'cdk-cognito-pools';

  /**
   * The promises that are decided, and the rules that hold for any template.
   */
  public readonly ruleIds?: string[] = [
    'isolated', 'limited', 'guarded', 'exclusive', 'unforgeable', 'server-only', 'unreachable', 'only-principals', 'limited-to', 'malformed-intent', 'outdated-intent',
    'trust-audience', 'trust-authentication', 'guest-in-signed-in-role', 'guest-ceiling', 'guest-wide-access', 'user-writable-claim', 'unverified-claim', 'loose-claim-match', 'tag-not-trusted',
    'role-tag-shadows', 'mapping-never-matches', 'role-not-assumable', 'classic-flow-mapping', 'token-check-off', 'privilege-escalation', 'identity-not-isolated', 'tenant-not-isolated',
    'open-sign-up-wide-access', 'implicit-grant', 'secret-in-template',
  ];

  /**
   * Decides every promise that the templates record. Called by the CDK at synth.
   *
   * @param context where the templates are
   * @returns what is violated, not proved or not known
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the prover is loaded at synth only: most processes that import this library never synthesize
    const { proveAssembly } = require('./prove-assembly') as typeof import('./prove-assembly');
    return proveAssembly(context.templatePaths);
  }
}
