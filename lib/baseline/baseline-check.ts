import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import type { AcknowledgmentOptions } from '../private/acknowledgment';
import { requireReason } from '../private/acknowledgment';
import { readBaseline, regressionsOfAssembly } from './assembly';
import type { Regression } from './regressions';
import { visible } from '../text/visible';
import { requireOptions, requireText } from '../private/types';

/** Properties for `BaselineCheck`. */
export interface BaselineCheckProps {
  /**
   * The file with what is deployed, as `npx cdk-cognito-pools baseline cdk.out > cognito-baseline.json` writes it. Keep it in
   * git, and write it anew after each deployment.
   */
  readonly file: string;

  /**
   * Regressions that are intended, by the logical id of the resource that is lost or replaced (`owned` for what users own, `granted` for
   * policies that move to another stack, the name of a stack for one that is removed), each with its reason.
   *
   * @default - none
   */
  readonly acknowledgments?: { readonly [logicalId: string]: AcknowledgmentOptions };
}

/**
 * Refuses at synth what a deployment would take from users: a pool that would be replaced, an attribute that would be changed
 * or dropped, a client, a group or a provider that would go, passkeys that would stop working, folders that would no longer be
 * their owner's.
 *
 * Add it to the app: `Validations.of(app).addPlugins(new BaselineCheck({ file: 'cognito-baseline.json' }))`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export class BaselineCheck implements IPolicyValidationPlugin {
  /**
   * The name under which regressions are reported.
   */
  public readonly name = 'cdk-cognito-pools-baseline';

  private readonly file: string;
  private readonly acknowledgments: { readonly [logicalId: string]: AcknowledgmentOptions };

  /**
   * @param props the file, and what is acknowledged
   * @throws error `acknowledgment-without-reason`
   */
  constructor(props: BaselineCheckProps) {
    requireOptions("'props' of BaselineCheck", props);
    requireText("'file' of BaselineCheck", props.file);
    this.file = props.file;
    this.acknowledgments = { ...props.acknowledgments };
    for (const [id, acknowledgment] of Object.entries(this.acknowledgments)) {
      requireReason(`the regression of '${id}'`, acknowledgment, "say in 'acknowledgments' why it is intended");
    }
  }

  /**
   * Compares the synthesized templates with the file. Called by the CDK at synth.
   *
   * @param context where the templates are
   * @returns the regressions
   * @throws error `baseline-file`
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const regressions = regressionsOfAssembly(readBaseline(this.file), context.templatePaths).filter(({ regression }) => !(regression.logicalId in this.acknowledgments));
    return { success: regressions.length === 0, violations: regressions.map(({ template, regression }) => violationOf(template, regression)) };
  }
}

function violationOf(template: string, { logicalId, what, impact, instead }: Regression): PolicyValidationPluginReport['violations'][number] {
  return {
    ruleName: 'baseline',
    description: visible(`${what}: ${impact}`),
    severity: 'error',
    fix: visible(`undo the change${instead === undefined ? '' : `; ${instead}`}; or, if it is intended, say why in 'acknowledgments' of BaselineCheck under '${logicalId}'`),
    violatingResources: [{ resourceLogicalId: visible(logicalId), templatePath: template, locations: [] }],
  };
}
