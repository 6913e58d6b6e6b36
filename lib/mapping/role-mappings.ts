import type { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { CommonClaim, ProviderDescription } from '../identity-pool/identity-pool-provider';
import { CognitoPoolsError, reported } from '../private/errors';
import type { ClaimMatch } from './claim-match';

/** Fixed quotas of Cognito. */
const MAX_RULES = 25;
const MAX_MAPPINGS = 10;

interface Rule {
  readonly match: ClaimMatch;
  readonly role: IRole;
}

/** Which role the users of one provider get. */
interface ProviderMapping {
  readonly rules: Rule[];
  /** The role of all its users that no rule matches. */
  everybody?: IRole;
  /** Whether users that no rule matches get the role of `authenticated`. */
  resolveAmbiguousRoles: boolean;
  /** Whether roles come with the token, those of groups. */
  groupRoles: boolean;
}

/** The role mappings of one identity pool: by rule, by provider, or with the token. */
export class RoleMappings {
  private readonly mappings = new Map<ProviderDescription, ProviderMapping>();

  constructor(private readonly scope: IConstruct) {}

  /** Refuses what Cognito would not take before anything is made for it. */
  public checkRoom(scope: IConstruct, provider: ProviderDescription): void {
    const { rules, everybody } = this.of(provider);
    if (rules.length + (everybody ? 1 : 0) < MAX_RULES) return;
    throw new CognitoPoolsError({
      code: 'too-many-rules',
      received: `${provider.name} has ${MAX_RULES} rules already${everybody ? ', one of them for what is granted to all its users' : ''}`,
      fix: 'let groups of a user pool or a session tag decide instead: Cognito takes no more rules for one provider',
    }, scope);
  }

  public addRoleMappingRule(provider: ProviderDescription, rule: Rule): void {
    this.of(provider).rules.push(rule);
  }

  public setEverybody(provider: ProviderDescription, role: IRole): void {
    this.of(provider).everybody = role;
  }

  public resolveAmbiguousRoles(provider: ProviderDescription): void {
    this.of(provider).resolveAmbiguousRoles = true;
  }

  public takeRolesFromToken(provider: ProviderDescription): void {
    this.of(provider).groupRoles = true;
  }

  public render(): Record<string, CfnIdentityPoolRoleAttachment.RoleMappingProperty> | undefined {
    const entries = [...this.mappings].flatMap(([provider, mapping]) => {
      const rendered = renderMapping(provider, mapping);
      return rendered ? mappingKeys(provider).map(({ key, identityProvider }) => [key, { ...rendered, identityProvider }] as const) : [];
    });
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }

  /** What can be told only when all is there. */
  public issues(): string[] {
    const torn = [...this.mappings].filter(([, { rules, everybody, groupRoles }]) => groupRoles && (rules.length > 0 || everybody));
    const count = Object.keys(this.render() ?? {}).length;
    return [
      ...torn.map(([{ name }]) => reported({
        code: 'rules-beside-group-roles',
        received: `users of ${name} would get their role both by group and by rule`,
        fix: 'use one of the two for this user pool: Cognito takes roles from the token or from rules, never from both',
      }, this.scope)),
      ...(count > MAX_MAPPINGS ? [reported({
        code: 'too-many-role-mappings',
        received: `${count} role mappings, one for each provider and each app client`,
        fix: `keep to ${MAX_MAPPINGS}: share app clients, or let a session tag decide instead of a role`,
      }, this.scope)] : []),
    ];
  }

  private of(provider: ProviderDescription): ProviderMapping {
    const mapping = this.mappings.get(provider) ?? { rules: [], resolveAmbiguousRoles: false, groupRoles: false };
    this.mappings.set(provider, mapping);
    return mapping;
  }
}

/** As role mappings name a provider: user pools together with the app client. */
export function mappingKeys({ name, kind, identityProvider, clients = [] }: ProviderDescription): { key: string; identityProvider: string }[] {
  if (kind !== 'userPool') return [{ key: name, identityProvider }];
  return clients.map(({ id, clientId }) => ({ key: id, identityProvider: `${identityProvider}:${clientId}` }));
}

type RenderedMapping = Omit<CfnIdentityPoolRoleAttachment.RoleMappingProperty, 'identityProvider'>;

function renderMapping(provider: ProviderDescription, { rules, everybody, resolveAmbiguousRoles, groupRoles }: ProviderMapping): RenderedMapping | undefined {
  // Members of no group have no role in their token: that is no ambiguity to be refused.
  if (groupRoles) return { type: 'Token', ambiguousRoleResolution: 'AuthenticatedRole' };
  if (rules.length === 0 && !everybody) return undefined;
  return {
    type: 'Rules',
    ambiguousRoleResolution: resolveAmbiguousRoles ? 'AuthenticatedRole' : 'Deny',
    rulesConfiguration: {
      rules: [
        ...rules.map(({ match, role }) => ({ claim: match._claim, matchType: match._matchType, value: match._value, roleArn: role.roleArn })),
        ...(everybody && provider.everybody ? [{ ...claimOf(provider.everybody), roleArn: everybody.roleArn }] : []),
      ],
    },
  };
}

function claimOf({ claim, matchType, value }: CommonClaim): CommonClaim {
  return { claim, matchType, value };
}
