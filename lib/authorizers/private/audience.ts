import { Lazy } from 'aws-cdk-lib/core';
import type { UserPoolEntry } from '../../app-client/user-pool-registry';
import type { ValidationIssue } from '../../private/errors';
import { reported } from '../../private/errors';
import { providerNameOf } from '../../private/user-pool-environment';

/** The ids of all app clients of the pool, those added later too. */
export function clientIds({ clients }: UserPoolEntry): string[] {
  return [...clients.all.values()].map(({ userPoolClientId }) => userPoolClientId);
}

/** The same as a token, for where the CDK wants a list at once. */
export function lateClientIds(entry: UserPoolEntry): string[] {
  return Lazy.list({ produce: () => clientIds(entry) });
}

/** The issuer of the tokens. */
export function issuer({ userPool }: UserPoolEntry): string {
  return `https://${providerNameOf(userPool)}`;
}

/** Reports at synth when nobody could ever pass, because the pool has no app client, or when AWS would refuse so many. */
export function requireAudience(entry: UserPoolEntry, what: string, used: () => boolean, most = Infinity): void {
  entry.scope.node.addValidation({
    validate: () => (used() ? issues(entry.clients.all.size, what, most) : []).map((issue) => reported(issue, entry.scope)),
  });
}

function issues(clients: number, what: string, most: number): ValidationIssue[] {
  if (clients === 0) {
    return [{
      code: 'audience-required',
      received: `${what} takes the tokens of a user pool that has no app client`,
      fix: 'add one, such as auth.addSinglePageAppClient(…): a token is taken only when it was made for a client of the pool',
    }];
  }
  return clients <= most ? [] : [{
    code: 'too-many-audiences',
    received: `${what} takes the tokens of ${clients} app clients, and ${most} is the most that AWS accepts`,
    fix: 'use a REST API, which takes the tokens of every app client of its pool',
  }];
}
