import type { CfnIdentityPool, CfnUserPool, CfnUserPoolClient, CfnUserPoolGroup, CfnUserPoolIdentityProvider, IIdentityPoolRef } from 'aws-cdk-lib/aws-cognito';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { UserPoolEntry } from '../app-client/user-pool-registry';
import type { AmplifyAuth } from './amplify-outputs';
import type { Rendered } from './rendered';
import { listOf, referredTo, renderedProperties, textOf, textsOf } from './rendered';

type Properties = Readonly<Record<string, Rendered | undefined>>;

/** Provider types of Cognito, and what Amplify calls them. */
const SOCIAL: Readonly<Record<string, string>> = {
  Google: 'GOOGLE', Facebook: 'FACEBOOK', LoginWithAmazon: 'LOGIN_WITH_AMAZON', SignInWithApple: 'SIGN_IN_WITH_APPLE',
};
const MFA_STATUS: Readonly<Record<string, 'NONE' | 'OPTIONAL' | 'REQUIRED'>> = { OFF: 'NONE', OPTIONAL: 'OPTIONAL', ON: 'REQUIRED' };
const MFA_METHODS: Readonly<Record<string, string>> = { SMS_MFA: 'SMS', SOFTWARE_TOKEN_MFA: 'TOTP' };

/** What Amplify is told about sign-in. */
export function authOf(entry: UserPoolEntry, client: CfnUserPoolClient, identityPool?: IIdentityPoolRef): AmplifyAuth {
  const { userPool } = entry;
  const groups = groupsOf(entry);
  return {
    aws_region: userPool.env.region,
    user_pool_id: userPool.userPoolId,
    user_pool_client_id: client.ref,
    ...(identityPool && identityPoolSettings(identityPool)),
    oauth: oauth(entry, renderedProperties(client)),
    ...poolSettings(userPool.node.defaultChild as CfnUserPool | undefined),
    groups: groups.length > 0 ? groups : undefined,
  };
}

/** Those made wherever the pool is taken up, and those that it has from elsewhere, where their precedence is known. */
function groupsOf(entry: UserPoolEntry): NonNullable<AmplifyAuth['groups']> {
  const made = placesOf(entry).flatMap((scope) => resourcesIn(scope, 'AWS::Cognito::UserPoolGroup') as CfnUserPoolGroup[]);
  const existing = entry.groups.names.map((groupName) => ({ groupName, precedence: entry.groups.existingGroup(groupName)?.precedence }));
  return [...existing.filter(({ precedence }) => precedence !== undefined), ...made].map(({ groupName, precedence }) => ({ [String(groupName)]: { precedence } }));
}

/** Where the pool was made, and where it was taken up again. */
function placesOf({ scope, elsewhere }: UserPoolEntry): IConstruct[] {
  return elsewhere ? [...placesOf(elsewhere), scope] : [scope];
}

/** Guests count only where the app can get credentials. */
function identityPoolSettings(identityPool: IIdentityPoolRef): Partial<AmplifyAuth> {
  const [resource] = resourcesIn(identityPool, 'AWS::Cognito::IdentityPool') as CfnIdentityPool[];
  return {
    identity_pool_id: identityPool.identityPoolRef.identityPoolId,
    unauthenticated_identities_enabled: resource ? renderedProperties(resource).AllowUnauthenticatedIdentities === true : undefined,
  };
}

/** Nothing is known of the settings of a pool that was imported. */
function poolSettings(userPool: CfnUserPool | undefined): Partial<AmplifyAuth> {
  if (!userPool) return {};
  const properties = renderedProperties(userPool);
  const methods = textsOf(properties.EnabledMfas).map((method) => MFA_METHODS[method]).filter((method) => method !== undefined);
  return {
    password_policy: passwordPolicy(properties),
    standard_required_attributes: requiredAttributes(properties),
    username_attributes: signInNames(properties),
    user_verification_types: textsOf(properties.AutoVerifiedAttributes),
    mfa_configuration: MFA_STATUS[textOf(properties.MfaConfiguration) ?? 'OFF'],
    mfa_methods: methods.length > 0 ? methods : undefined,
    passwordless: passwordless(properties),
  };
}

/** Amplify takes the choices that users have besides the password. */
function passwordless({ Policies, WebAuthnRelyingPartyID, WebAuthnUserVerification }: Properties): AmplifyAuth['passwordless'] {
  const policy = (Policies as Properties | undefined)?.SignInPolicy as Properties | undefined;
  const factors = textsOf(policy?.AllowedFirstAuthFactors).filter((factor) => factor !== 'PASSWORD');
  return factors.length === 0 ? undefined : {
    email_otp_enabled: factors.includes('EMAIL_OTP'),
    sms_otp_enabled: factors.includes('SMS_OTP'),
    web_authn: factors.includes('WEB_AUTHN') ? { relying_party_id: textOf(WebAuthnRelyingPartyID), user_verification: textOf(WebAuthnUserVerification) } : undefined,
  };
}

function passwordPolicy({ Policies }: Properties): AmplifyAuth['password_policy'] {
  const policy = (Policies as Properties | undefined)?.PasswordPolicy as Properties | undefined;
  return policy && {
    min_length: Number(policy.MinimumLength ?? 8),
    require_lowercase: policy.RequireLowercase === true,
    require_uppercase: policy.RequireUppercase === true,
    require_numbers: policy.RequireNumbers === true,
    require_symbols: policy.RequireSymbols === true,
  };
}

function requiredAttributes({ Schema }: Properties): string[] {
  const attributes = Array.isArray(Schema) ? Schema as readonly Properties[] : [];
  return attributes.filter(({ Required }) => Required === true).map(({ Name }) => textOf(Name)).filter((name) => name !== undefined);
}

function signInNames({ AliasAttributes, UsernameAttributes }: Properties): string[] {
  const names = textsOf(UsernameAttributes);
  return names.length > 0 ? names : ['username', ...textsOf(AliasAttributes).filter((name) => name === 'email' || name === 'phone_number')];
}

/** Only a client with callback URLs, of a pool with sign-in pages, can use them. */
function oauth(entry: UserPoolEntry, client: Properties): AmplifyAuth['oauth'] {
  const { login } = entry;
  const callbackUrls = textsOf(client.CallbackURLs);
  if (!login.domain || callbackUrls.length === 0) return undefined;
  return {
    identity_providers: socialProviders(placesOf(entry), client.SupportedIdentityProviders),
    domain: login.domain.baseUrl().replace('https://', ''),
    scopes: textsOf(client.AllowedOAuthScopes),
    redirect_sign_in_uri: callbackUrls,
    redirect_sign_out_uri: textsOf(client.LogoutURLs),
    response_type: 'code',
  };
}

function socialProviders(places: IConstruct[], supported: Rendered | undefined): string[] {
  const providers = places.flatMap((scope) => resourcesIn(scope, 'AWS::Cognito::UserPoolIdentityProvider') as CfnUserPoolIdentityProvider[]);
  const types = new Map<IConstruct | undefined, string>(providers.map((provider) => [provider, provider.providerType]));
  const names = listOf(supported).map((value) => types.get(referredTo(value)) ?? textOf(value) ?? '');
  return names.map((name) => SOCIAL[name]).filter((name) => name !== undefined);
}

function resourcesIn(scope: IConstruct, type: string): CfnResource[] {
  return scope.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node) && node.cfnResourceType === type);
}
