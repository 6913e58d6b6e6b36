import type { ArnComponents, IEnvironmentAware } from 'aws-cdk-lib/core';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from './errors';
import { isKnown } from './tokens';

/** An account and a Region; tokens where they are not known at synth. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** Something that must be where the construct is that refers to it. */
export interface Neighbour {
  /** In words: `the log group Stack/Log`. */
  readonly what: string;
  readonly environment: Environment;
  /** What it must be together with, in words: `the user pool`. */
  readonly with: string;
  /** What to do instead. */
  readonly fix: string;
  /** Which of the two must be the same. */
  readonly same: readonly (keyof Environment)[];
}

/** Where a resource is: what its ARN says, and else what the construct knows, which for imported ones is only where they were imported. */
export function environmentOf({ env }: IEnvironmentAware, arn: string = ''): Environment {
  const [, , , region, account] = arn.startsWith('arn:') ? arn.split(':') : [];
  return { account: stated(account) ?? env.account, region: stated(region) ?? env.region };
}

/** Refuses what is surely elsewhere than the stack of the scope: where one of the two is not known at synth, nothing is said. */
export function requireNearby(scope: IConstruct, { what, environment, with: beside, fix, same }: Neighbour): void {
  const here = Stack.of(scope);
  const different = same.find((part) => isElsewhere(environment[part], here[part]));
  if (different === undefined) return;
  const where = (place: Environment): string => `${different === 'account' ? 'account ' : ''}${place[different]}`;
  throw new CognitoPoolsError({ code: different === 'account' ? 'another-account' : 'another-region', received: `${what} is in ${where(environment)}, and ${beside} in ${where(here)}`, fix }, scope);
}

/** An ARN with the account and the Region of the resource; where these are not known, with those of the stack of the scope. */
export function formatArnOf(scope: IConstruct, { account, region }: Environment, components: Omit<ArnComponents, 'account' | 'region'>): string {
  const there = (part: string): string | undefined => (Token.isUnresolved(part) ? undefined : part);
  return Stack.of(scope).formatArn({ ...components, account: there(account), region: there(region) });
}

/** Whether two accounts or two Regions are surely not the same. */
export function isElsewhere(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}

function stated(field: string | undefined): string | undefined {
  return field !== undefined && field !== '' && isKnown(field) ? field : undefined;
}
