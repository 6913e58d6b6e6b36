import type { Construct } from 'constructs';
import { inPlace } from './errors';

/** Makes a child of the scope, or leaves no trace of it: bad input must not leave a half-made construct in the template. */
export function createOrRollBack<T>(scope: Construct, id: string, make: () => T): T {
  try {
    return inPlace(scope.node.tryFindChild(id) ?? scope, make);
  } catch (error) {
    scope.node.tryRemoveChild(id);
    throw error;
  }
}
