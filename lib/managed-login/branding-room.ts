import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import type { ManagedLoginBranding } from './managed-login-branding';

/** The largest template that CloudFormation takes. */
const TEMPLATE = 1_048_576;

const USED = new WeakMap<Stack, number>();

/** Refuses a style with which those of the stack alone would be more than a template holds: images stand in the template itself. */
export function checkRoom(scope: IConstruct, { _size: size }: ManagedLoginBranding): void {
  const stack = Stack.of(scope);
  const sum = (USED.get(stack) ?? 0) + size;
  if (sum <= TEMPLATE) return;
  throw new CognitoPoolsError({
    code: 'branding-size',
    received: `the styles of ${stack.node.path || stack.stackName} have ${sum} characters, one copy of them for each app client`,
    fix: `keep them well below ${TEMPLATE}, the size of a template: smaller images, or app clients in a stack of their own with UserPoolOnly.fromUserPool`,
  }, scope);
}

/** Remembers what a style takes of the template. */
export function takeRoom(scope: IConstruct, { _size: size }: ManagedLoginBranding): void {
  const stack = Stack.of(scope);
  USED.set(stack, (USED.get(stack) ?? 0) + size);
}
