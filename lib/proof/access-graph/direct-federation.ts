import { compareTexts } from '../iam/match';
import type { Statement } from '../iam/policy';
import { findAllowed, type Binding, type Subject } from '../solver';
import { holdsOpenSymbol } from '../symbols/symbol';
import type { TemplateModel } from '../template/reader';
import type { IdentityPool, Provider } from './identity-pools';
import { ANY_PROVIDER, holdersOf, issuerOf, mayTakeAnyToken, namesSomebody, SOCIAL } from './issuers';
import type { Role, Roles } from './roles';
import type { Session } from './sessions';
import type { UserPools } from './user-pools';

/** A provider that a trust policy names, past all identity pools. */
interface DirectTrust {
  readonly role: Role;
  readonly statement: Statement;
  /** As the policy names it: a name, or the ARN of a provider of IAM. */
  readonly federated: string;
}

/**
 * Finds who takes roles with a token of their provider, without an identity pool: people of an identity pool have such tokens too.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
 */
export class DirectFederation {
  private readonly trusts: readonly DirectTrust[];

  public constructor(private readonly model: TemplateModel, roles: Roles, private readonly userPools: UserPools) {
    this.trusts = roles.all().flatMap((role) => role.trust.statements.flatMap((statement) => federatedBy(statement).map((federated) => ({ role, statement, federated }))));
  }

  /**
   * @param pool an identity pool
   * @returns the sessions that people of its providers obtain past it
   */
  public sessions(pool: IdentityPool): Session[] {
    return this.trusts.flatMap((trust) => this.providersFor(pool, trust.federated).flatMap(({ provider, issuer, uncertain }): Session[] => {
      const doubt = holdsOpenSymbol(trust.federated) ? OPEN_ISSUER : uncertain;
      const subject = holder(trust, issuer);
      const action = provider.kind === 'saml' ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
      const answer = findAllowed(subject, { actions: [action], resources: [trust.role.arn] });
      if (answer.found === 'no') return [];
      const step = { text: `asks AWS STS for ${trust.role.name} with a token of ${this.model.symbols.render(issuer)}`, ...(answer.statement !== undefined && { statement: answer.statement }) };
      return [{
        pool, provider, role: trust.role, flow: 'direct', way: { kind: 'steps', text: step.text }, by: trust.role.resource, steps: [step],
        uncertainties: [doubt, answer.found === 'yes' ? undefined : answer.reason].filter((one) => one !== undefined),
      }];
    }));
  }

  /**
   * @param pools the identity pools of the templates, whose people are asked about by themselves
   * @returns the sessions of people who have a token of another provider, and perhaps nothing else: of a user pool that no identity pool takes, or of an issuer of which everybody may have one
   */
  public strangers(pools: readonly IdentityPool[]): Session[] {
    const [pool] = pools;
    if (pool === undefined) return [];
    return this.trusts.flatMap((trust): Session[] => {
      const { role, statement, federated } = trust;
      if (role.resource === undefined || namesSomebody(statement, federated)) return [];
      const holders = holdersOf(federated, this.userPools);
      if (holders.kind === 'known-to-the-issuer' || (!holdsOpenSymbol(federated) && pools.some(({ providers }) => providers.some((provider) => this.issuerFor(provider, federated) !== undefined)))) return [];
      const issuer = issuerOf(federated);
      // What the role asks of others with a token is their own matter.
      const meant = { ...role.trust, statements: role.trust.statements.filter((one) => one === statement || one.effect === 'Deny') };
      const answer = findAllowed({ ...holder(trust, issuer), policies: [meant] }, { actions: actionsWith(federated), resources: [role.arn] });
      if (answer.found === 'no') return [];
      const step = { text: `asks AWS STS for ${role.name} with a token of ${this.model.symbols.render(issuer)}`, ...(answer.statement !== undefined && { statement: answer.statement }) };
      const doubts = [holders.kind === 'perhaps' ? holders.reason : undefined, answer.found === 'yes' ? undefined : answer.reason].filter((doubt) => doubt !== undefined);
      return [{
        pool, provider: { name: issuer, names: [federated], kind: 'openid' }, role, flow: 'direct', stranger: 'token', way: { kind: 'steps', text: step.text }, by: role.resource, steps: [step], uncertainties: doubts,
      }];
    });
  }

  /** The providers of an identity pool whose tokens a trust policy takes; where not all of them are known, the one that it names may be among them. */
  private providersFor(pool: IdentityPool, federated: string): { readonly provider: Provider; readonly issuer: string; readonly uncertain?: string }[] {
    const known = pool.providers.flatMap((provider) => {
      const issuer = this.issuerFor(provider, federated);
      return issuer === undefined ? [] : [{ provider, issuer }];
    });
    if (known.length > 0 || pool.otherProviders === undefined || federated === ANY_PROVIDER) return known;
    const issuer = issuerOf(federated);
    return [{ provider: { name: issuer, names: [federated], kind: federated.includes(':saml-provider/') ? 'saml' : 'openid' }, issuer, uncertain: pool.otherProviders }];
  }

  /** The name of the issuer whose tokens both the identity pool and the trust policy take. */
  private issuerFor(provider: Provider, federated: string): string | undefined {
    if (federated === ANY_PROVIDER) return SOCIAL.includes(provider.name) ? undefined : provider.name;
    if (provider.names.some((name) => compareTexts(name, federated) !== 'no')) return provider.name;
    const url = /:oidc-provider\/(.*)$/s.exec(federated)?.[1];
    if (url === undefined) return undefined;
    if (provider.kind === 'openid' && compareTexts(provider.name, url) !== 'no') return provider.name;
    return provider.kind === 'user-pool' && this.userPools.named(provider.name).some(({ pool }) => compareTexts(pool.issuer, url) !== 'no') ? url : undefined;
  }
}

/**
 * @param statement a statement of a trust policy
 * @returns the federated principals that it lets in; identity pools are looked at elsewhere
 */
export function federatedBy(statement: Statement): string[] {
  const { effect, unknown, principals } = statement;
  if ((effect !== 'Allow' && unknown === undefined) || principals?.negated === true) return [];
  const named = (principals?.byKind.get('Federated') ?? []).filter((name) => !/^cognito-identity[.-]/.test(name));
  return mayTakeAnyToken(statement) ? [...new Set([...SOCIAL, ANY_PROVIDER, ...named])] : named;
}

/** What is asked of AWS STS with a token of a provider; of one that only the deployment knows both are. */
function actionsWith(federated: string): string[] {
  const [web, saml] = ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];
  if (federated.includes(':saml-provider/')) return [saml];
  return SOCIAL.includes(federated) || federated.includes(':oidc-provider/') ? [web] : [web, saml];
}

/** Why it is not certain that people have a token that a trust policy takes. */
const OPEN_ISSUER = 'whose tokens the trust policy takes is known only at deployment';

/** A token is of one provider. */
const OF_NO_OTHER: Subject['keys'] = Object.fromEntries([...SOCIAL, 'cognito-identity.amazonaws.com'].map((name) => [`${name}:*`, { kind: 'missing' }]));

/** Somebody with a token of the provider: what it says is not known, save who made it. */
function holder({ role, federated }: DirectTrust, issuer: string): Subject {
  const any: Binding = { kind: 'free', domain: { kind: 'any' }, optional: true };
  return {
    title: `somebody with a token of ${issuer}`, principal: { kind: 'federated', provider: federated },
    keys: {}, ambient: { ...(!holdsOpenSymbol(issuer) && OF_NO_OTHER), [`${issuer}:*`]: any, [`${federated}:*`]: any, 'saml:*': any }, policies: [role.trust],
  };
}
