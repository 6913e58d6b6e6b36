import type { CfnUserPoolClient, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnTerms } from 'aws-cdk-lib/aws-cognito';
import type { Construct, IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, requireLiteral } from '../private/tokens';
import { requireObject } from '../private/types';

/**
 * The terms documents of an app client: links by language: `default`, and the languages of managed login in lower case (`spanish`, `german`, …).
 * Managed login shows both kinds or none, so both are asked for.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-terms-documents
 */
export interface TermsDocumentOptions {
  /**
   * The terms of use: https URLs by language, with one for `default`.
   */
  readonly termsOfUse: { readonly [language: string]: string };

  /**
   * The privacy policy: https URLs by language, with one for `default`.
   */
  readonly privacyPolicy: { readonly [language: string]: string };
}

/** Refuses links that Cognito would refuse. */
export function checkTerms(scope: IConstruct, clientId: string, { termsOfUse, privacyPolicy }: TermsDocumentOptions): void {
  for (const [name, links] of Object.entries({ termsOfUse, privacyPolicy })) {
    requireObject(`'${name}'`, links, undefined, "an object with a link under 'default' and the languages", scope);
    Object.keys(links).forEach((language) => requireLiteral(`a language in '${name}'`, language, scope));
    const wrong = Object.entries(links).find(([language, url]) => !conformsTo('cognito-idp:LanguageIdType', `cognito:${language}`) || !isLink(url));
    if (!wrong && links.default !== undefined) continue;
    throw new CognitoPoolsError({
      code: 'terms-documents',
      received: `'${name}' of app client '${clientId}' ${wrong ? `has the link ${shown(wrong[1])} for ${shown(wrong[0])}` : "has no link for 'default'"}`,
      fix: "give an https URL for 'default', and for the languages of managed login by their names in lower case, such as german",
    }, scope);
  }
}

/** The documents of one app client. */
export function makeTerms(scope: Construct, id: string, userPool: IUserPool, client: CfnUserPoolClient, { termsOfUse, privacyPolicy }: TermsDocumentOptions): void {
  for (const [suffix, termsName, links] of [['TermsOfUse', 'terms-of-use', termsOfUse], ['PrivacyPolicy', 'privacy-policy', privacyPolicy]] as const) {
    new CfnTerms(scope, `${id}${suffix}`, {
      userPoolId: userPool.userPoolId,
      clientId: client.ref,
      termsName,
      termsSource: 'LINK',
      enforcement: 'NONE',
      links: Object.fromEntries(Object.entries(links).map(([language, url]) => [`cognito:${language}`, url])),
    });
  }
}

function isLink(url: string): boolean {
  return !isKnown(url) || (conformsTo('cognito-idp:LinkUrlType', url) && URL.canParse(url) && url.startsWith('https://'));
}
