import type { CfnUserPoolClient, IUserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { CfnManagedLoginBranding, FeaturePlan, ManagedLoginVersion, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { createOrRollBack } from '../private/create-or-roll-back';
import { CognitoPoolsError } from '../private/errors';
import { isKnown } from '../private/tokens';
import { environmentOfUserPool, requirePoolNearby } from '../private/user-pool-environment';
import { requireObject } from '../private/types';
import type { FeaturePlanResolver } from '../user-pool/feature-plan-resolver';
import type { QuotaCheck } from '../user-pool/user-pool-quotas';
import { checkRoom, takeRoom } from './branding-room';
import { ManagedLoginBranding } from './managed-login-branding';
import type { DomainPool, SignInDomain } from './sign-in-domain';
import { checkNotTaken, take } from './taken-domains';
import type { TermsDocumentOptions } from './terms-documents';
import { checkTerms, makeTerms } from './terms-documents';

/** The options of an app client that are about managed login. */
interface ManagedLoginOptions {
  readonly branding?: ManagedLoginBranding;
  readonly callbackUrls?: string[];
  readonly terms?: TermsDocumentOptions;
}

/** An app client that signs users in on the pages of managed login. */
interface LoginClient {
  readonly id: string;
  readonly resource: CfnUserPoolClient;
  readonly branding?: ManagedLoginBranding;
  /** Where it is made, and so its style. */
  readonly scope: Construct;
}

/** Where the sign-in pages are. */
export interface LoginDomain {
  readonly userPoolDomain: IUserPoolDomain;
  readonly baseUrl: () => string;
}

/** What there is to know of the sign-in pages of a pool, wherever it is taken up. */
interface LoginState {
  readonly domains: SignInDomain[];
  readonly made: Map<SignInDomain['_kind'], LoginDomain>;
  readonly clients: LoginClient[];
  styles: number;
  documents: number;
}

/** The sign-in pages of one user pool: its domains, and the look of each app client. */
export class ManagedLogin {
  private readonly state: LoginState;

  /** With `elsewhere` these are the pages of a pool that is taken up again: the same, and what is added is made here. */
  constructor(private readonly scope: Construct, private readonly pool: DomainPool, private readonly plan: FeaturePlanResolver, private readonly quotas: QuotaCheck, elsewhere?: ManagedLogin) {
    this.state = elsewhere?.state ?? { domains: [], made: new Map(), clients: [], styles: 0, documents: 0 };
  }

  public get hasDomain(): boolean {
    return this.state.domains.length > 0;
  }

  /** Where the sign-in pages are: the custom domain where the pool has one, else the prefix domain. */
  public get domain(): LoginDomain | undefined {
    const { made } = this.state;
    return made.get('custom') ?? made.get('prefix');
  }

  /** The custom domain, which passkeys must be bound to. */
  public get customDomain(): string | undefined {
    return this.state.domains.find(({ _kind }) => _kind === 'custom')?._name;
  }

  /** A domain that the pool has already. */
  public declare(domain: SignInDomain): void {
    this.refuseSecond(domain);
    isKnown(domain._name); // refuses an item of a list token
    if (brandsEveryClient(domain)) this.plan.require(FeaturePlan.ESSENTIALS, 'managed login version 2');
    const { userPool } = this.pool;
    const host = domain._kind === 'custom' ? domain._name : `${domain._name}.auth.${environmentOfUserPool(userPool).region}.amazoncognito.com`;
    const userPoolDomain = UserPoolDomain.fromDomainName(this.scope, domain._kind === 'custom' ? 'Domain' : 'PrefixDomain', domain._name);
    this.state.domains.push(domain);
    this.state.made.set(domain._kind, { userPoolDomain, baseUrl: () => `https://${host}` });
  }

  public addDomain(domain: SignInDomain): UserPoolDomain {
    this.refuseSecond(domain);
    requirePoolNearby(this.scope, this.pool.userPool, 'the domain');
    checkNotTaken(this.scope, domain);
    if (brandsEveryClient(domain)) this.quotas.require('brandingStyles', this.state.clients.length);
    const id = domain._kind === 'prefix' ? 'PrefixDomain' : 'Domain';
    const made = createOrRollBack(this.scope, `${id}Alias`, () => createOrRollBack(this.scope, `${id}Certificate`, () => createOrRollBack(this.scope, id, () => this.make(domain, id))));
    const brandedBefore = this.brandsEveryClient;
    take(this.scope, domain);
    this.state.domains.push(domain);
    this.state.made.set(domain._kind, { userPoolDomain: made, baseUrl: () => made.baseUrl() });
    if (this.brandsEveryClient && !brandedBefore) this.state.clients.filter(({ branding }) => !branding).forEach((client) => this.brand(client));
    return made;
  }

  /** Refuses what only a client with the pages of managed login can have. */
  public check(id: string, { branding, callbackUrls, terms }: ManagedLoginOptions): void {
    const stray = branding ? 'branding' : terms ? 'terms' : undefined;
    if (stray && !callbackUrls) {
      throw new CognitoPoolsError({
        code: 'callback-urls-required',
        received: `app client '${id}' has '${stray}' but no 'callbackUrls'`,
        fix: "add 'callbackUrls', or leave the other out: without a callback URL this client has no managed login",
      }, this.scope);
    }
    if (terms) {
      checkTerms(this.scope, id, terms);
      this.quotas.require('termsDocuments', this.state.documents + 2);
    }
    if (callbackUrls && (branding || this.brandsEveryClient)) this.quotas.require('brandingStyles', this.state.styles + 1);
    if (branding) checkRoom(this.scope, branding);
    if (stray) this.plan.require(FeaturePlan.ESSENTIALS, `the '${stray}' of managed login`);
  }

  public addClient(id: string, resource: CfnUserPoolClient, { branding, callbackUrls, terms }: ManagedLoginOptions): void {
    if (!callbackUrls) return;
    const client = { id, resource, branding, scope: this.scope };
    this.state.clients.push(client);
    if (branding || this.brandsEveryClient) this.brand(client);
    if (!terms) return;
    makeTerms(this.scope, id, this.pool.userPool, resource, terms);
    this.state.documents += 2;
  }

  private refuseSecond(domain: SignInDomain): void {
    requireObject('the domain', domain, '_kind', 'SignInDomain.prefix(…) or SignInDomain.custom(…)', this.scope);
    domain._check(this.scope);
    if (this.state.domains.some(({ _kind }) => _kind === domain._kind)) {
      const what = domain._kind === 'prefix' ? 'a prefix domain' : 'a custom domain';
      throw new CognitoPoolsError({ code: 'duplicate-domain', received: `the pool has ${what} already`, fix: 'add one of each kind at most' }, this.scope);
    }
  }

  private make(domain: SignInDomain, id: string): UserPoolDomain {
    requireObject('the domain', domain, '_addTo', 'SignInDomain.prefix(…) or SignInDomain.custom(…)', this.scope);
    const made = domain._addTo(this.scope, id, this.pool);
    if (brandsEveryClient(domain)) this.plan.require(FeaturePlan.ESSENTIALS, 'managed login version 2');
    return made;
  }

  /** The pages of version 2 are there only for clients that have a style. */
  private get brandsEveryClient(): boolean {
    return this.state.domains.some(brandsEveryClient);
  }

  private brand({ id, resource, scope, branding = ManagedLoginBranding.cognitoDefault() }: LoginClient): void {
    this.state.styles += 1;
    takeRoom(scope, branding);
    new CfnManagedLoginBranding(scope, `${id}Branding`, { userPoolId: this.pool.userPool.userPoolId, clientId: resource.ref, ...branding._style });
  }
}

function brandsEveryClient({ _version }: SignInDomain): boolean {
  return _version === ManagedLoginVersion.NEWER_MANAGED_LOGIN;
}
