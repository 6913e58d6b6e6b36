import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { requireReason, type AcknowledgmentOptions } from './private/acknowledgment';
import { requireOptions, requireText } from './private/types';

/** Properties for `AccessBaseline`. */
export interface AccessBaselineProps {
  /**
   * The file with the access that is known, as `npx cdk-cognito-pools baseline cdk.out --access > access-baseline.json` writes it. Keep
   * it in git, and write it anew when a change of access has been approved.
   */
  readonly file: string;

  /**
   * New access that is intended, under the name that the report gives it, each with its reason. Access under fewer conditions, or by other
   * steps, has another name.
   *
   * @default - none
   */
  readonly acknowledgments?: { readonly [access: string]: AcknowledgmentOptions };

  /**
   * Whether new access fails the synth. Otherwise it is listed, as warnings.
   *
   * @default true
   */
  readonly failOnNewAccess?: boolean;
}

/**
 * Compares at synth who may do what with a file that is kept in git, for all users and requests: guests, users of each
 * provider, members of each group, those to whom a rule applies, anybody without credentials, and what they come by in steps.
 * What is new fails the synth, with one request that shows it; what cannot be told from the templates is reported, and not
 * passed over. A stack that is not in the file is new as a whole.
 *
 * Add it to the app: `Validations.of(app).addPlugins(new AccessBaseline({ file: 'access-baseline.json' }))`.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class AccessBaseline implements IPolicyValidationPlugin {
  /**
   * The name under which new access is reported.
   */
  public readonly name = 'cdk-cognito-pools-access';

  private readonly file: string;
  private readonly acknowledged: ReadonlyMap<string, string>;
  private readonly fails: boolean;

  /**
   * @param props the file, and what is acknowledged
   * @throws error `acknowledgment-without-reason`
   */
  public constructor(props: AccessBaselineProps) {
    requireOptions("'props' of AccessBaseline", props);
    requireText("'file' of AccessBaseline", props.file);
    this.file = props.file;
    this.fails = props.failOnNewAccess ?? true;
    const acknowledgments = Object.entries(props.acknowledgments ?? {});
    for (const [access, acknowledgment] of acknowledgments) {
      requireReason(`the new access '${access}'`, acknowledgment, "say in 'acknowledgments' why it is intended");
    }
    this.acknowledged = new Map(acknowledgments.map(([access, { reason }]) => [access, reason]));
  }

  /**
   * Compares the synthesized templates with the file. Called by the CDK at synth.
   *
   * @param context where the templates are
   * @returns what is new
   * @throws error `access-baseline-file`, and those of templates that cannot be read
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the prover is loaded at synth only: most processes that import this library never synthesize
    const { newAccess } = require('./proof/comparison/new-access') as typeof import('./proof/comparison/new-access');
    return newAccess({ file: this.file, templatePaths: context.templatePaths, acknowledged: this.acknowledged, fails: this.fails });
  }
}
