import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Effect } from 'aws-cdk-lib/aws-iam';
import type { IAspect } from 'aws-cdk-lib/core';
import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { IdentityPoolPrincipal } from './mapping/identity-pool-principal';
import { oneForEachStage } from './private/stage-of';
import { isKnown } from './private/tokens';

/** Warns, once all is known, of grants to the identities of a pool that hardly say what is intended: the proof takes each grant for intended. */
export class GrantWarnings implements IAspect {
  /** Has the grants of all that is in the same stage looked at. */
  public static readonly register = oneForEachStage(() => new GrantWarnings());

  public visit(node: IConstruct): void {
    if (!(node instanceof IdentityPoolPrincipal)) return;
    const granted = node._statements.filter(({ effect }) => effect === Effect.ALLOW);
    for (const action of new Set(granted.flatMap(({ actions }) => actions))) {
      const issue = isKnown(action) ? unknownAction(action) : undefined;
      if (issue !== undefined) Annotations.of(node).addWarningV2(`cdk-cognito-pools:unknown-action[${action}]`, issue);
    }
    for (const action of new Set(granted.filter(isOnEverything).flatMap(({ actions }) => actions.filter((one) => /^(\*|[^*?]+:\*)$/.test(one))))) {
      Annotations.of(node).addWarningV2(`cdk-cognito-pools:grant-of-everything[${action}]`, `${node._name} is granted ${action} on *: ${action === '*' ? 'all that there is' : 'all of the service'} in the account, for everybody who gets the role; `
        + 'name the actions and the resources that are intended, or acknowledge this warning if it is all of them');
    }
  }
}

function isOnEverything({ resources, conditions }: PolicyStatement): boolean {
  return resources.includes('*') && Object.keys(conditions as object).length === 0;
}

/** An action that AWS does not have is granted in vain, and what was intended is not granted. */
function unknownAction(action: string): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the data are loaded at synth only: most processes that import this library never synthesize
  const { AS_OF, actionFacts, actionsMatching, isKnownService, nearestActions } = require('./proof/authorization-data/actions') as typeof import('./proof/authorization-data/actions');
  if (/[*?]/.test(action) ? actionsMatching(action).length > 0 : actionFacts(action) !== undefined) return undefined;
  const service = action.slice(0, action.indexOf(':'));
  const received = isKnownService(service) ? `AWS has no action '${action}'` : `AWS has no service '${service}'`;
  const near = /[*?]/.test(action) ? [] : nearestActions(action, 3);
  return `${received} (as of ${AS_OF}), so that nothing is granted by it; ${near.length === 0 ? 'write an action of the Service Authorization Reference' : `did you mean ${near.join(', ')}?`} Acknowledge this warning if it is newer`;
}
