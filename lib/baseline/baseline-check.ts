import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { CognitoPoolsError } from '../private/errors';
import { visible } from '../text/visible';
import { lossesOfAssembly, readBaseline } from './assembly';
import type { Loss } from './losses';

/** Properties for `BaselineCheck`. */
export interface BaselineCheckProps {
  /**
   * The file with what is deployed, as `npx cdk-cognito-pools baseline cdk.out > cognito-baseline.json` writes it. Keep it in
   * git, and write it anew after each deployment.
   */
  readonly file: string;

  /**
   * Losses that are meant, by the logical id of the resource that is lost or replaced (`owned` for what people own, the name of
   * a stack for one that goes), each with the reason why.
   *
   * @default - none
   */
  readonly acknowledged?: { readonly [logicalId: string]: string };
}

/**
 * Refuses at synth what a deployment would take from people: a pool that would be replaced, an attribute that would be changed
 * or dropped, a client, a group or a provider that would go, passkeys that would stop working, folders that would no longer be
 * their owner's.
 *
 * Add it to the app: `Validations.of(app).addPlugins(new BaselineCheck({ file: 'cognito-baseline.json' }))`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
export class BaselineCheck implements IPolicyValidationPlugin {
  /**
   * The name under which losses are reported.
   */
  public readonly name = 'cdk-cognito-pools-baseline';

  private readonly file: string;
  private readonly acknowledged: { readonly [logicalId: string]: string };

  /**
   * @param props the file, and what is meant
   * @throws error `acknowledgement-without-reason`
   */
  constructor(props: BaselineCheckProps) {
    const silent = Object.entries(props.acknowledged ?? {}).find(([, reason]) => reason.trim() === '');
    if (silent) {
      throw new CognitoPoolsError({
        code: 'acknowledgement-without-reason',
        received: `the loss of '${silent[0]}' is acknowledged without a reason`,
        fix: "say in 'acknowledged' why it is meant",
      });
    }
    this.file = props.file;
    this.acknowledged = { ...props.acknowledged };
  }

  /**
   * Compares the synthesized templates with the file. Called by the CDK at synth.
   *
   * @param context where the templates are
   * @returns what would be lost
   * @throws error `baseline-file`
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const losses = lossesOfAssembly(readBaseline(this.file), context.templatePaths).filter(({ loss }) => !(loss.logicalId in this.acknowledged));
    return { success: losses.length === 0, violations: losses.map(({ template, loss }) => violationOf(template, loss)) };
  }
}

function violationOf(template: string, { logicalId, what, toWhom }: Loss): PolicyValidationPluginReport['violations'][number] {
  return {
    ruleName: 'baseline',
    description: visible(`${what}: ${toWhom}`),
    severity: 'error',
    fix: visible(`undo the change; or, if it is meant, say why in 'acknowledged' of BaselineCheck under '${logicalId}'`),
    violatingResources: [{ resourceLogicalId: visible(logicalId), templatePath: template, locations: [] }],
  };
}
