import type { UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { UserPoolIdentityProviderSamlMetadataType } from 'aws-cdk-lib/aws-cognito';
import type { SecretValue } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, requireLiteral } from '../private/tokens';

/** A secret that CloudFormation resolves at deploy time; never the secret itself. */
export function requireReference(scope: IConstruct, secret: SecretValue): SecretValue {
  const rendered: unknown = Stack.of(scope).resolve(secret.unsafeUnwrap());
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

/** Cognito's own rule, and no underscore at either end of it. */
export function checkProviderName(scope: IConstruct, name: string): void {
  const literal = requireLiteral('the name of a provider', name, scope);
  if (!isKnown(literal) || /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u.test(literal) && literal.length >= 3 && literal.length <= 32 && literal !== 'COGNITO') return;
  throw new CognitoPoolsError({
    code: 'provider-name',
    received: `provider ${shown(name)}`,
    fix: "name it in 3 to 32 characters without spaces and underscores, and not 'COGNITO'",
  }, scope);
}

/** An address of the metadata, or the document itself: the name of a file is neither. */
export function checkMetadata(scope: IConstruct, { metadataContent, metadataType }: UserPoolIdentityProviderSamlMetadata): void {
  if (metadataType === UserPoolIdentityProviderSamlMetadataType.URL) return checkEndpoint(scope, 'metadata', metadataContent);
  if (!isKnown(metadataContent) || metadataContent.includes('EntityDescriptor')) return;
  throw new CognitoPoolsError({
    code: 'saml-metadata',
    received: `the metadata ${shown(metadataContent.slice(0, 60))} has no EntityDescriptor`,
    fix: "pass the content of the file: UserPoolIdentityProviderSamlMetadata.file(readFileSync('metadata.xml', 'utf8'))",
  }, scope);
}

/** Cognito's own rule for the e-mail domains of a provider. */
export function checkIdentifiers(scope: IConstruct, name: string, identifiers: string[] = []): void {
  const wrong = identifiers.find((identifier) => isKnown(identifier) && !/^[\w\s+=.@-]{1,40}$/.test(identifier));
  if (wrong === undefined && identifiers.length <= 50) return;
  throw new CognitoPoolsError({
    code: 'provider-identifiers',
    received: `provider '${name}' has ${wrong === undefined ? `${identifiers.length} identifiers` : `the identifier ${shown(wrong)}`}`,
    fix: 'give at most 50, each of 1 to 40 letters, digits and the signs _ . - + = @: an e-mail domain such as example.com',
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
