import type { Construct } from 'constructs';

/** Makes a child of the scope, or leaves no trace of it: bad input must not leave a half-made construct in the template. */
export function createOrRollBack<T>(scope: Construct, id: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    scope.node.tryRemoveChild(id);
    throw error;
  }
}
