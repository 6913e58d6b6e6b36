import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { requireObject } from '../private/types';

/**
 * Quotas of user pools that AWS has raised for the account and Region. What is left out has AWS's default.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export interface UserPoolQuotaOptions {
  /**
   * App clients of one user pool, from 1,000 to 10,000.
   *
   * @default 1000
   */
  readonly appClients?: number;

  /**
   * Outside providers of one user pool, from 300 to 1,000.
   *
   * @default 300
   */
  readonly identityProviders?: number;

  /**
   * Resource servers of one user pool, from 25 to 300.
   *
   * @default 25
   */
  readonly resourceServers?: number;
}

/** How many a user pool holds, and what to do where that is not enough. */
interface Quota {
  readonly name: string;
  readonly usual: number;
  readonly instead: string;
  /** To how many AWS raises it; left out where it never does. */
  readonly most?: number;
}

const QUOTAS = {
  appClients: { name: 'app clients', usual: 1000, most: 10_000, instead: 'let several apps share a client' },
  identityProviders: { name: 'outside providers', usual: 300, most: 1000, instead: 'spread them over several user pools' },
  resourceServers: { name: 'resource servers', usual: 25, most: 300, instead: 'tell APIs apart by scopes of one resource server' },
  groups: { name: 'groups', usual: 10_000, instead: 'keep the rest in an attribute or a table of your own' },
  brandingStyles: { name: 'styles of managed login', usual: 20, instead: 'let apps that look alike share a client: each client with callback URLs has a style, without which managed login shows it no page' },
  termsDocuments: { name: 'terms documents', usual: 40, instead: 'leave the terms of some clients out: each has two documents' },
} satisfies Record<string, Quota>;

/** What one user pool holds at most. */
export class QuotaCheck {
  constructor(private readonly scope: IConstruct, private readonly raised: UserPoolQuotaOptions = {}) {
    requireObject("'quotas'", raised, undefined, 'an object with numbers', scope);
    for (const [property, value] of Object.entries(raised) as [keyof UserPoolQuotaOptions, number | undefined][]) {
      const { usual, most } = (QUOTAS as Partial<Record<string, Quota>>)[property] ?? {};
      if (usual === undefined || most === undefined) continue;
      if (value === undefined || (Number.isInteger(value) && value >= usual && value <= most)) continue;
      throw new CognitoPoolsError({
        code: 'raised-quota',
        received: `the quota '${property}' is ${shown(value)}`,
        fix: `use a whole number from ${usual} to ${most}: what AWS has raised it to for this account and Region`,
      }, scope);
    }
  }

  /** Refuses more than there may be. */
  public require(what: keyof typeof QUOTAS, count: number): void {
    const { name, usual, instead, most }: Quota = QUOTAS[what];
    const limit = this.raised[what as keyof UserPoolQuotaOptions] ?? usual;
    if (count <= limit) return;
    const raise = most !== undefined && limit < most ? `ask AWS to raise the quota, to ${most} at most, and say so with quotas: { ${what}: … }; or ` : '';
    throw new CognitoPoolsError({
      code: 'user-pool-quota',
      received: `the user pool would have ${count} ${name}, and may have ${limit}`,
      fix: `${raise}${instead}`,
    }, this.scope);
  }
}
