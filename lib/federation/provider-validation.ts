import type { UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { UserPoolIdentityProviderSamlMetadataType } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { conformsTo, lengths } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, knownItems, requireItems, requireLiteral } from '../private/tokens';
import { requireObject } from '../private/types';

/** A secret that CloudFormation resolves at deploy time; never the secret itself. */
export function requireReference(scope: IConstruct, secret: SecretValue): SecretValue {
  requireObject('the secret of a provider', secret, 'unsafeUnwrap', "SecretValue.secretsManager('name')", scope);
  const value: unknown = secret.unsafeUnwrap();
  if (typeof value === 'string') isKnown(value); // refuses an item of a list token, which has no value
  const rendered: unknown = Stack.of(scope).resolve(value);
  const text = typeof rendered === 'string' ? rendered : '{{resolve:';
  if (!text.startsWith('{{resolve:')) {
    throw new CognitoPoolsError({
      code: 'secret-as-text',
      received: 'a secret of an outside provider is plain text, which everyone who sees the template could read',
      fix: "store it in Secrets Manager and pass SecretValue.secretsManager('name')",
    }, scope);
  }
  if (text.startsWith('{{resolve:ssm-secure:')) {
    throw new CognitoPoolsError({
      code: 'secret-reference',
      received: 'a secret of an outside provider is a secure SSM parameter, which CloudFormation does not resolve for Cognito',
      fix: "store it in Secrets Manager and pass SecretValue.secretsManager('name')",
    }, scope);
  }
  return secret;
}

/** Names that are Cognito's own, or that of the one provider of a kind. */
const RESERVED = ['COGNITO', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'];

/** Cognito's own rule. */
export function checkProviderName(scope: IConstruct, name: string): void {
  const literal = requireLiteral('the name of a provider', name, scope);
  if (conformsTo('cognito-idp:ProviderNameTypeV2', literal) && !RESERVED.includes(literal)) return;
  throw new CognitoPoolsError({
    code: 'provider-name',
    received: `provider ${shown(name)}`,
    fix: `name it in 3 to 32 characters without spaces and underscores, and not ${RESERVED.join(', ')}`,
  }, scope);
}

/** An address of the metadata, or the document itself: the name of a file is neither. */
export function checkMetadata(scope: IConstruct, metadata: UserPoolIdentityProviderSamlMetadata): void {
  requireObject("'metadata'", metadata, 'metadataContent', 'UserPoolIdentityProviderSamlMetadata.url(…) or .file(…)', scope);
  const { metadataContent, metadataType } = metadata;
  if (metadataType === UserPoolIdentityProviderSamlMetadataType.URL) return checkEndpoint(scope, 'metadata', metadataContent);
  const most = lengths('cognito-idp:StringType').max;
  if (!conformsTo('cognito-idp:StringType', metadataContent)) {
    throw new CognitoPoolsError({
      code: 'saml-metadata',
      received: `the metadata have ${metadataContent.length} characters`,
      fix: `pass up to ${most}, or their address: UserPoolIdentityProviderSamlMetadata.url('https://…')`,
    }, scope);
  }
  if (!isKnown(metadataContent) || metadataContent.includes('EntityDescriptor')) return;
  throw new CognitoPoolsError({
    code: 'saml-metadata',
    received: `the metadata ${shown(metadataContent.slice(0, 60))} has no EntityDescriptor`,
    fix: "pass the content of the file: UserPoolIdentityProviderSamlMetadata.file(readFileSync('metadata.xml', 'utf8'))",
  }, scope);
}

/** Cognito's own rule for the e-mail domains of a provider. */
export function checkIdentifiers(scope: IConstruct, name: string, identifiers: string[] = []): void {
  const wrong = knownItems(identifiers).find((identifier) => !conformsTo('cognito-idp:IdpIdentifierType', identifier));
  if (wrong === undefined && identifiers.length <= 50) return;
  throw new CognitoPoolsError({
    code: 'provider-identifiers',
    received: `provider '${name}' has ${wrong === undefined ? `${identifiers.length} identifiers` : `the identifier ${shown(wrong)}`}`,
    fix: 'give at most 50, each of 1 to 40 letters, digits and the signs _ . - + = @: an e-mail domain such as example.com',
  }, scope);
}

/** The scopes that a provider has: their names, and how all others begin. */
export interface KnownScopes {
  readonly names: string[];
  readonly prefix?: string;
}

/** What the app asks for at a provider: each once, and of those that the provider has where these are known. */
export function checkProviderScopes(scope: IConstruct, name: string, scopes: string[], known?: KnownScopes): string[] {
  requireItems(`the list of scopes of provider '${name}'`, scopes, scope);
  const wrong = scopes.find((one, index) => isKnown(one) && (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(one) || scopes.indexOf(one) !== index || !isAmong(known, one)));
  if (wrong === undefined && scopes.length > 0) return scopes;
  throw new CognitoPoolsError({
    code: 'provider-scopes',
    received: wrong === undefined ? `provider '${name}' has an empty list of scopes` : `provider '${name}' has the scope ${shown(wrong)}${scopes.filter((one) => one === wrong).length > 1 ? ' twice' : ''}`,
    fix: known ? `name at least one of ${[...known.names, ...known.prefix ? [`${known.prefix}…`] : []].join(', ')}, each once` : 'name at least one, each once and without spaces',
  }, scope);
}

function isAmong(known: KnownScopes | undefined, one: string): boolean {
  return !known || known.names.includes(one) || (known.prefix !== undefined && one.startsWith(known.prefix));
}

/** Without this scope a provider signs nobody in by OpenID Connect. */
export function checkOpenId(scope: IConstruct, name: string, scopes: string[]): string[] {
  checkProviderScopes(scope, name, scopes);
  if (scopes.includes('openid') || !scopes.every(isKnown)) return scopes;
  throw new CognitoPoolsError({
    code: 'provider-scopes',
    received: `provider '${name}' has the scopes ${scopes.join(', ')}`,
    fix: "add 'openid': OpenID Connect gives no ID token without it",
  }, scope);
}

/** Where Cognito asks the provider; without TLS anybody on the way could sign in as anybody. */
export function checkEndpoint(scope: IConstruct, name: string, url: string): void {
  if (!isKnown(url)) return;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'https:' && !(name === 'issuerUrl' && url.endsWith('/'))) return;
  throw new CognitoPoolsError({
    code: 'provider-endpoint',
    received: `'${name}' is ${shown(url)}`,
    fix: `use an https URL${name === 'issuerUrl' ? ' without a slash at its end' : ''}`,
  }, scope);
}
