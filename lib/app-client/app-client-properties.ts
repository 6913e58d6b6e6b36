import type { OAuthSettings, UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import { OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, knownItems, requireConvertible } from '../private/tokens';
import { checkDisplayName } from '../user-pool/display-name';
import type { AppClientKind, AppClientOptions, MachineToMachineClientOptions } from './app-client';

const DAY = Duration.days(1);
const TEN_YEARS = Duration.days(3650);
/** What Cognito takes where nothing is said. */
const USUAL_VALIDITY = Duration.minutes(60);

/** Fixed quotas of an app client. */
const QUOTAS = { callbackUrls: 100, logoutUrls: 100, scopes: 50 };

/** Schemes that browsers act on themselves: no app can have one of them. */
const SCHEMES_OF_BROWSERS = ['about:', 'blob:', 'data:', 'file:', 'filesystem:', 'ftp:', 'javascript:', 'vbscript:', 'view-source:', 'ws:', 'wss:'];

/** Hosts that browsers treat as the user's own machine: Cognito takes them without TLS. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** The properties of the L2 client of an app that users sign in with. */
export function appClientProperties(scope: IConstruct, id: string, kind: AppClientKind, options: AppClientOptions): UserPoolClientOptions {
  checkDisplayName(`the 'userPoolClientName' of app client '${id}'`, options.userPoolClientName, scope);
  checkDurations(scope, id, options);
  const oAuth = codeGrant(scope, id, kind, options);
  return {
    userPoolClientName: options.userPoolClientName,
    accessTokenValidity: options.accessTokenValidity,
    idTokenValidity: options.idTokenValidity,
    refreshTokenValidity: options.refreshTokenValidity,
    refreshTokenRotationGracePeriod: options.refreshTokenRotationGracePeriod,
    authSessionValidity: options.authSessionValidity,
    readAttributes: options.readAttributes,
    writeAttributes: options.writeAttributes,
    // left out where there is none: CloudFormation would replace a client of an older template to say so
    generateSecret: kind === 'web-app' ? true : undefined,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    ...(oAuth ? { oAuth } : { disableOAuth: true }),
  };
}

/** The properties of the L2 client of a server that acts on its own behalf. */
export function machineToMachineClientProperties(scope: IConstruct, id: string, options: MachineToMachineClientOptions): UserPoolClientOptions {
  const { scopes, ...passedOn } = options;
  checkDisplayName(`the 'userPoolClientName' of app client '${id}'`, options.userPoolClientName, scope);
  checkDurations(scope, id, options);
  checkQuota(scope, id, 'scopes', scopes);
  checkScopes(scope, id, scopes);
  const reserved = scopes.find(({ scopeName }) => isKnown(scopeName) && !scopeName.includes('/'));
  if (scopes.length === 0 || reserved) {
    throw new CognitoPoolsError({
      code: 'scopes-required',
      received: reserved ? `machine-to-machine client '${id}' has the scope '${reserved.scopeName}', which is about users` : `machine-to-machine client '${id}' has no scopes`,
      fix: "give it scopes of a resource server, at least one: auth.oAuthScope('orders', 'read')",
    }, scope);
  }
  return {
    ...passedOn,
    generateSecret: true,
    supportedIdentityProviders: [],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    oAuth: { flows: { clientCredentials: true }, scopes },
  };
}

function checkDurations(scope: IConstruct, id: string, options: AppClientOptions): void {
  const { accessTokenValidity, idTokenValidity, refreshTokenValidity, refreshTokenRotationGracePeriod, authSessionValidity } = options;
  for (const [name, value] of Object.entries({ accessTokenValidity, idTokenValidity, refreshTokenValidity, refreshTokenRotationGracePeriod, authSessionValidity })) requireConvertible(name, value, scope);
  const tokens = refreshTokenValidity && refreshTokenValidity.toSeconds() < DAY.toSeconds() ? refreshTokenValidity : DAY;
  checkDuration(scope, id, 'refreshTokenValidity', refreshTokenValidity, Duration.minutes(60), TEN_YEARS);
  checkDuration(scope, id, 'accessTokenValidity', accessTokenValidity, Duration.minutes(5), tokens);
  checkDuration(scope, id, 'idTokenValidity', idTokenValidity ?? (refreshTokenValidity && USUAL_VALIDITY), Duration.minutes(5), tokens);
  checkDuration(scope, id, 'refreshTokenRotationGracePeriod', refreshTokenRotationGracePeriod, Duration.seconds(0), Duration.seconds(60), 1);
  checkDuration(scope, id, 'authSessionValidity', authSessionValidity, Duration.minutes(3), Duration.minutes(15));
}

function checkDuration(scope: IConstruct, id: string, name: string, value: Duration | undefined, min: Duration, max: Duration, unit: number = 60): void {
  if (value === undefined) return;
  const seconds = value.toSeconds({ integral: false });
  if (seconds >= min.toSeconds() && seconds <= max.toSeconds() && seconds % unit === 0) return;
  throw new CognitoPoolsError({
    code: 'token-validity',
    received: `app client '${id}' has '${name}' of ${value.toHumanString()}`,
    fix: `use a duration from ${min.toHumanString()} to ${max.toHumanString()}, in whole ${unit === 60 ? 'minutes' : 'seconds'}`,
  }, scope);
}

function codeGrant(scope: IConstruct, id: string, kind: AppClientKind, options: AppClientOptions): OAuthSettings | undefined {
  if (!options.callbackUrls) {
    const stray = options.logoutUrls ? 'logoutUrls' : options.scopes ? 'scopes' : undefined;
    if (!stray) return undefined;
    throw new CognitoPoolsError({
      code: 'callback-urls-required',
      received: `app client '${id}' has '${stray}' but no 'callbackUrls'`,
      fix: "add 'callbackUrls', or leave the other out: without a callback URL this client has no OAuth",
    }, scope);
  }
  if (options.callbackUrls.length === 0) {
    throw new CognitoPoolsError({
      code: 'callback-urls-required',
      received: `app client '${id}' has an empty list of 'callbackUrls'`,
      fix: 'name at least one, or leave the property out to have no OAuth',
    }, scope);
  }
  if (options.scopes?.length === 0) {
    throw new CognitoPoolsError({
      code: 'scopes-required',
      received: `app client '${id}' has an empty list of scopes`,
      fix: "name at least one, or leave the property out for 'openid', 'email' and 'profile'",
    }, scope);
  }
  checkScopes(scope, id, options.scopes);
  for (const url of [...knownItems(options.callbackUrls), ...knownItems(options.logoutUrls)]) checkUrl(scope, id, kind, url);
  for (const property of ['callbackUrls', 'logoutUrls', 'scopes'] as const) checkQuota(scope, id, property, options[property]);
  return {
    flows: { authorizationCodeGrant: true },
    callbackUrls: options.callbackUrls,
    logoutUrls: options.logoutUrls,
    scopes: options.scopes ?? [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
  };
}

function checkQuota(scope: IConstruct, id: string, property: keyof typeof QUOTAS, list: unknown[] = []): void {
  if (list.length <= QUOTAS[property]) return;
  throw new CognitoPoolsError({
    code: 'app-client-quota',
    received: `app client '${id}' has ${list.length} ${property}`,
    fix: `an app client holds at most ${QUOTAS[property]}: spread them over several clients`,
  }, scope);
}

function checkScopes(scope: IConstruct, id: string, scopes: OAuthScope[] = []): void {
  const names = scopes.map(({ scopeName }) => scopeName);
  const wrong = names.find((name, index) => !conformsTo('cognito-idp:ScopeType', name) || names.indexOf(name) !== index);
  if (wrong === undefined) return;
  throw new CognitoPoolsError({
    code: 'client-scopes',
    received: `app client '${id}' has the scope ${shown(wrong)}${names.filter((name) => name === wrong).length > 1 ? ' twice' : ''}`,
    fix: "name each scope once, in 1 to 256 characters without spaces: auth.oAuthScope('orders', 'read')",
  }, scope);
}

/** Cognito takes https, http for the user's own machine, and for mobile apps a scheme of their own. */
function checkUrl(scope: IConstruct, id: string, kind: AppClientKind, url: string): void {
  if (!isKnown(url)) return;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const scheme = parsed?.protocol ?? '';
  const ok = parsed !== undefined && !url.includes('#') && !url.includes('*') && conformsTo('cognito-idp:RedirectUrlType', url)
    && (scheme === 'https:' || (scheme === 'http:' ? OWN_MACHINE.includes(parsed.hostname) : kind === 'mobile-app' && isSchemeOfAnApp(scheme) && /^[a-z][a-z0-9+.-]*:\/\//i.test(url)));
  if (!ok) {
    throw new CognitoPoolsError({
      code: 'callback-url',
      received: `app client '${id}' has the URL ${shown(url)}`,
      fix: `use an absolute https URL without fragment or wildcard; http is for http://localhost only${kind === 'mobile-app' ? ', and an app may use a scheme of its own (myapp://signed-in)' : ''}`,
    }, scope);
  }
}

function isSchemeOfAnApp(scheme: string): boolean {
  return !SCHEMES_OF_BROWSERS.includes(scheme);
}
