import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import type { SignInDomain } from './sign-in-domain';

const TAKEN = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Refuses a domain that another pool of the app has: prefixes are unique in a Region and custom domains everywhere, whatever the
 * account. Stacks whose Region is not known at synth go to one, that of the deployment.
 */
export function checkNotTaken(scope: IConstruct, domain: SignInDomain): void {
  const owner = takenIn(scope).get(keyOf(scope, domain));
  if (owner === undefined) return;
  throw new CognitoPoolsError({
    code: 'duplicate-domain',
    received: `the domain ${shown(domain._name)} is that of ${owner.node.path} already`,
    fix: domain._kind === 'prefix' ? 'use another prefix: in a Region no two user pools have the same, of whatever account' : 'use another name: no two user pools have the same',
  }, scope);
}

/** Remembers the domain of a pool. */
export function take(scope: IConstruct, domain: SignInDomain): void {
  if (isKnown(domain._name)) takenIn(scope).set(keyOf(scope, domain), scope);
}

function takenIn(scope: IConstruct): Map<string, IConstruct> {
  const app = scope.node.root;
  const taken = TAKEN.get(app) ?? new Map<string, IConstruct>();
  TAKEN.set(app, taken);
  return taken;
}

function keyOf(scope: IConstruct, { _kind, _name }: SignInDomain): string {
  return _kind === 'prefix' ? `${Stack.of(scope).region} ${_name}` : _name;
}
