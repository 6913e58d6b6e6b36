import type { CfnUserPoolDomain, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { ManagedLoginVersion, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHealthCheckRef, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import { environmentOf, isElsewhere, requireNearby } from '../private/environment';
import { CognitoPoolsError, shown } from '../private/errors';
import { retainWithPool } from '../private/removal-policy';
import { deferUnknown, isKnown, requireLiteral } from '../private/tokens';
import { requireOptions, requireText } from '../private/types';
import { checkPublic, noteParentRecord, requireZoneName } from './parent-record';

/** Options of a domain for the sign-in pages. */
export interface SignInDomainOptions {
  /**
   * The version of the pages: managed login, or the classic hosted UI that the Lite plan has.
   *
   * @default ManagedLoginVersion.NEWER_MANAGED_LOGIN
   */
  readonly managedLoginVersion?: ManagedLoginVersion;
}

/**
 * The versions of TLS that a custom domain takes.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CustomDomainConfigType.html
 */
export enum SignInDomainSecurityPolicy {
  /** TLS 1.3 alone. */
  TLS_V1_3_2025 = 'TLS_V1_3_2025',
  /** TLS 1.2 and 1.3. */
  TLS_V1_2_2021 = 'TLS_V1_2_2021',
  /** TLS 1.0 and newer, for old clients. AWS advises against it. */
  TLS_V1 = 'TLS_V1',
}

/** Options of a custom domain for the sign-in pages. */
export interface CustomDomainOptions extends SignInDomainOptions {
  /**
   * The hosted zone of the domain name: the alias is made in it, and the certificate is validated by it.
   *
   * @default - none: point the name to `domain.cloudFrontEndpoint` yourself
   */
  readonly hostedZone?: IHostedZone;

  /**
   * A certificate for the domain name, of the account of the pool and in us-east-1, wherever the pool is.
   *
   * @default - made here, validated by the hosted zone; possible where the stack is in us-east-1
   */
  readonly certificate?: ICertificate;

  /**
   * The versions of TLS that the domain takes.
   *
   * @default SignInDomainSecurityPolicy.TLS_V1_2_2021
   */
  readonly securityPolicy?: SignInDomainSecurityPolicy;

  /**
   * A health check of the Region of the pool: while it fails, the pages are served from the Region of the pool's replica.
   *
   * @default - the pages stay in the Region of the pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html
   */
  readonly failoverHealthCheck?: IHealthCheckRef;
}

/** What a domain needs to know of its pool. */
export interface DomainPool {
  readonly userPool: IUserPool;
  readonly replicaRegion?: string;
}

type MakeDomain = (scope: Construct, id: string, pool: DomainPool, version: ManagedLoginVersion) => UserPoolDomain;

/** CloudFront, which serves custom domains, reads certificates here alone. */
const CERTIFICATE_REGION = 'us-east-1';

/**
 * The domain of the sign-in pages (managed login) and of the OAuth endpoints of a user pool.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html
 */
export class SignInDomain {
  /**
   * A prefix domain, under Cognito's own: `https://<prefix>.auth.<region>.amazoncognito.com`. No further resources.
   *
   * @param prefix 1 to 63 lower-case letters, digits and hyphens, unique in the Region among all accounts
   * @param options which pages it shows
   * @returns the domain
   */
  public static prefix(prefix: string, options: SignInDomainOptions = {}): SignInDomain {
    return new SignInDomain('prefix', prefix, options, (scope, id, { userPool }, version) => {
      checkPrefix(scope, prefix);
      const domain = new UserPoolDomain(scope, id, { userPool, cognitoDomain: { domainPrefix: deferUnknown(prefix) }, managedLoginVersion: version });
      // once deleted, anyone may take the prefix
      retainWithPool(domain.node.defaultChild as CfnUserPoolDomain, userPool);
      return domain;
    });
  }

  /**
   * A custom domain, such as `auth.example.com`. The domain above it (`example.com`) must have an address record, which
   * Cognito checks. With a hosted zone the certificate and the alias are made.
   *
   * @param domainName the whole name
   * @param options hosted zone, certificate, which pages it shows
   * @returns the domain
   */
  public static custom(domainName: string, options: CustomDomainOptions): SignInDomain {
    return new SignInDomain('custom', domainName, options, (scope, id, { userPool, replicaRegion }, version) => {
      if (options.hostedZone) {
        requireZoneName(scope, options.hostedZone);
        checkPublic(scope, options.hostedZone);
      }
      const failover = failoverRouting(scope, domainName, options.failoverHealthCheck, replicaRegion);
      const name = checkDomainName(scope, domainName, options.hostedZone);
      const certificate = options.certificate ? checkCertificate(scope, options.certificate) : makeCertificate(scope, `${id}Certificate`, name, options.hostedZone);
      const domain = new UserPoolDomain(scope, id, { userPool, customDomain: { domainName: name, certificate }, managedLoginVersion: version });
      const resource = domain.node.defaultChild as CfnUserPoolDomain;
      // Neither is in the L1 of older releases of the CDK.
      resource.addPropertyOverride('CustomDomainConfig.SecurityPolicy', options.securityPolicy ?? SignInDomainSecurityPolicy.TLS_V1_2_2021);
      if (failover) resource.addPropertyOverride('Routing.Failover', failover);
      if (options.hostedZone) noteParentRecord(domain, name, options.hostedZone);
      if (options.hostedZone) alias(scope, `${id}Alias`, domain, name, options.hostedZone);
      return domain;
    });
  }

  /** @internal */
  public readonly _kind: 'prefix' | 'custom';
  /** @internal */
  public readonly _name: string;
  /** @internal */
  public readonly _version: ManagedLoginVersion;
  private readonly make: MakeDomain;

  private constructor(kind: 'prefix' | 'custom', name: string, private readonly options: SignInDomainOptions, make: MakeDomain) {
    this._kind = kind;
    this._name = name;
    this._version = (options as SignInDomainOptions | undefined | null)?.managedLoginVersion ?? ManagedLoginVersion.NEWER_MANAGED_LOGIN;
    this.make = make;
  }

  /**
   * What only JavaScript can hand over is refused where the domain is added, so that the error has a place.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    requireText(this._kind === 'prefix' ? 'the prefix of a domain' : 'the name of a domain', this._name, scope);
    requireOptions("'options' of the domain", this.options, scope);
  }

  /** @internal */
  public _addTo(scope: Construct, id: string, pool: DomainPool): UserPoolDomain {
    return this.make(scope, id, pool, this._version);
  }
}

function checkPrefix(scope: IConstruct, prefix: string): void {
  if (!isKnown(prefix)) return;
  const reserved = ['aws', 'amazon', 'cognito'].find((word) => prefix.split('-').includes(word));
  if (!reserved && conformsTo('cognito-idp:DomainType', prefix)) return;
  throw new CognitoPoolsError({
    code: 'domain-prefix',
    received: `domain prefix ${shown(prefix)}${reserved ? ` has the word '${reserved}'` : ''}`,
    fix: "use 1 to 63 lower-case letters, digits and hyphens, no hyphen at an end, and between hyphens none of the words 'aws', 'amazon' and 'cognito'",
  }, scope);
}

function checkDomainName(scope: IConstruct, domainName: string, hostedZone?: IHostedZone): string {
  const name = requireLiteral('the domain name', domainName, scope);
  if (isKnown(name) && !/^(?=.{1,63}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.){2,}[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
    throw new CognitoPoolsError({
      code: 'domain-name',
      received: `domain name ${shown(name)}`,
      fix: 'write a subdomain in lower case, 63 characters at most, without scheme or path: auth.example.com',
    }, scope);
  }
  if (hostedZone && isKnown(name) && isKnown(hostedZone.zoneName) && !name.endsWith(`.${hostedZone.zoneName}`)) {
    throw new CognitoPoolsError({
      code: 'domain-name',
      received: `domain name '${name}' is not in the hosted zone '${hostedZone.zoneName}'`,
      fix: `use a name that ends in .${hostedZone.zoneName}, or pass its own hosted zone`,
    }, scope);
  }
  return name;
}

function checkCertificate(scope: IConstruct, certificate: ICertificate): ICertificate {
  const { account, region } = environmentOf(certificate, certificate.certificateArn);
  if (isElsewhere(region, CERTIFICATE_REGION)) {
    throw new CognitoPoolsError({
      code: 'certificate-region',
      received: `the certificate of the domain is in ${region}`,
      fix: `make it in a stack in ${CERTIFICATE_REGION}, with crossRegionReferences on both stacks: custom domains are served by CloudFront, which reads certificates there alone`,
    }, scope);
  }
  requireNearby(scope, {
    what: 'the certificate of the domain',
    environment: { account, region },
    with: 'the user pool',
    fix: 'make it in the account of the pool: custom domains take certificates of their own account only',
    same: ['account'],
  });
  return certificate;
}

function makeCertificate(scope: Construct, id: string, domainName: string, hostedZone?: IHostedZone): ICertificate {
  const { region } = Stack.of(scope);
  if (!hostedZone) {
    throw new CognitoPoolsError({
      code: 'certificate-required',
      received: `the domain name '${domainName}' has neither a hosted zone nor a certificate`,
      fix: "pass 'hostedZone' to have the certificate made, or 'certificate'",
    }, scope);
  }
  if (region !== CERTIFICATE_REGION) {
    throw new CognitoPoolsError({
      code: 'certificate-required',
      received: `the certificate of '${domainName}' cannot be made here: the stack is in ${Token.isUnresolved(region) ? 'a Region that is not known at synth' : region}`,
      fix: `make it in a stack in ${CERTIFICATE_REGION}, with crossRegionReferences on both stacks, and pass it as 'certificate'`,
    }, scope);
  }
  return new Certificate(scope, id, { domainName, validation: CertificateValidation.fromDns(hostedZone) });
}

function failoverRouting(scope: IConstruct, domainName: string, healthCheck?: IHealthCheckRef, replicaRegion?: string): object | undefined {
  if (!healthCheck) return undefined;
  if (replicaRegion === undefined) {
    throw new CognitoPoolsError({
      code: 'failover-without-replica',
      received: `the domain ${shown(domainName)} has a 'failoverHealthCheck', and the pool has no replica that is known here`,
      fix: "give the pool a 'replicaRegion', or leave the health check out",
    }, scope);
  }
  return { SecondaryRegion: replicaRegion, PrimaryRoute53HealthCheckId: healthCheck.healthCheckRef.healthCheckId };
}

/** The L2's own target of an alias is a custom resource unless a feature flag is set; the attribute says the same. */
function alias(scope: Construct, id: string, domain: UserPoolDomain, recordName: string, zone: IHostedZone): void {
  const resource = domain.node.defaultChild as CfnUserPoolDomain;
  new ARecord(scope, id, {
    zone,
    recordName: `${recordName}.`,
    target: RecordTarget.fromAlias({
      bind: () => ({ dnsName: resource.attrCloudFrontDistribution, hostedZoneId: CloudFrontTarget.getHostedZoneId(scope) }),
    }),
  });
}
