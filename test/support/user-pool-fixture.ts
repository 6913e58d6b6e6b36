import type { Construct } from 'constructs';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { UserPoolOnlyProps } from '../../lib';
import { UserPoolOnly } from '../../lib';
import { CognitoPoolsError } from '../../lib/private/errors';

/** A pool in a stack of its own. */
export class UserPoolFixture {
  readonly stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  readonly auth: UserPoolOnly;

  constructor(props: UserPoolOnlyProps | ((scope: Construct) => UserPoolOnlyProps) = {}) {
    this.auth = new UserPoolOnly(this.stack, 'Auth', typeof props === 'function' ? props(this.stack) : props);
  }

  template(): Template {
    return Template.fromStack(this.stack);
  }

  /** The properties of the only resource of a type. */
  only(type: string): Record<string, unknown> {
    const found = this.all(type);
    expect(found).toHaveLength(1);
    return found[0];
  }

  /** The properties of all resources of a type. */
  all(type: string): Record<string, unknown>[] {
    return Object.values(this.template().findResources(type)).map(({ Properties }: { [key: string]: Record<string, unknown> }) => Properties);
  }

  pool(): Record<string, unknown> {
    return this.only('AWS::Cognito::UserPool');
  }

  client(): Record<string, unknown> {
    return this.only('AWS::Cognito::UserPoolClient');
  }
}

/** The properties of the pool that these settings make. */
export function poolOf(props: UserPoolOnlyProps): Record<string, unknown> {
  return new UserPoolFixture(props).pool();
}

/** The settings are refused with this message, and nothing of the pool remains in the stack. */
export function expectRefused(props: UserPoolOnlyProps | ((scope: Construct) => UserPoolOnlyProps), message: string): void {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const settings = typeof props === 'function' ? props(stack) : props;
  const before = stack.node.findAll().length;
  expectError(() => new UserPoolOnly(stack, 'Auth', settings), message);
  expect(stack.node.findAll()).toHaveLength(before);
}

/** The addition is refused with this message, and the template is what it was. */
export function expectAdditionRefused(under: UserPoolFixture, add: () => unknown, message: string): void {
  const before = resourceIds(under.stack);
  expectError(add, message);
  expect(resourceIds(under.stack)).toEqual(before);
}

/** An error of ours, with exactly this message. */
export function expectError(act: () => unknown, message: string): void {
  let thrown: unknown;
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CognitoPoolsError);
  expect((thrown as CognitoPoolsError).message).toBe(message);
}

/** The synth fails and says this. */
export function expectSynthRefused(under: UserPoolFixture, message: string): void {
  expect(() => Template.fromStack(under.stack)).toThrow(message);
}

/** Nothing of this type is made. */
export function expectNone(under: UserPoolFixture, type: string): void {
  under.template().resourceCountIs(type, 0);
}

function resourceIds(stack: Stack): string[] {
  return stack.node.findAll().map(({ node }) => node.path).sort();
}

export { Match };
