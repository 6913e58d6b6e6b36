import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

const REGISTERED = new WeakSet<IConstruct>();

/** Draft. */
export class AccessProof implements IPolicyValidationPlugin {
  /** @internal */
  public static _register(scope: IConstruct): void {
    const app = scope.node.root;
    if (REGISTERED.has(app)) return;
    REGISTERED.add(app);
    Validations.of(app).addPlugins(new AccessProof());
  }

  /** Name. */
  public readonly name = 'cdk-cognito-pools';

  /**
   * Validates.
   *
   * @param _context the context
   * @returns report
   */
  public validate(_context: IPolicyValidationContext): PolicyValidationPluginReport {
    return { success: true, violations: [] };
  }
}
