import type { IConstruct } from 'constructs';
import { isList, whoWritesIt } from '../identity-pool/claim-safety';
import type { ProviderDescription } from '../identity-pool/identity-pool-provider';
import { conformsTo } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { requireLiteral } from '../private/tokens';
import { correction } from '../text/nearest';

/**
 * A claim of a token or a SAML assertion, as the source of a session tag.
 *
 * Cognito's own default mapping (`defaultSessionTags`) is for OpenID Connect the same as
 * `{ username: TokenClaim.sub(), client: TokenClaim.clientId() }`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
 */
export class TokenClaim {
  /**
   * A custom attribute of the user pool's own users; it must be server-only.
   *
   * @param name its name as declared in `customAttributes`, without `custom:`
   * @returns the claim
   * @throws error `session-tag-claim`, `literal-required`
   */
  public static customAttribute(name: string): TokenClaim {
    return new TokenClaim(checkClaim(`custom:${requireLiteral('the attribute of a session tag', name)}`));
  }

  /**
   * A claim by its name in the token, or by the full name of the attribute in a SAML assertion. Standard claims that users
   * fill in about themselves, such as `nickname` or `email`, are refused.
   *
   * @param name name of the claim, 1 to 256 characters
   * @returns the claim
   * @throws error `session-tag-claim`, `literal-required`
   */
  public static named(name: string): TokenClaim {
    return new TokenClaim(checkClaim(requireLiteral('the claim of a session tag', name)));
  }

  /**
   * The user's id at the provider: unique there, and never given to anybody else.
   *
   * @returns the claim
   */
  public static sub(): TokenClaim {
    return new TokenClaim('sub');
  }

  /**
   * The app client, or app id, that the token was made for.
   *
   * @returns the claim
   */
  public static clientId(): TokenClaim {
    return new TokenClaim('aud');
  }

  /** @internal */
  public readonly _name: string;

  private constructor(name: string) {
    this._name = name;
  }

  /**
   * Refuses a claim that its holder can write: a tag decides access.
   *
   * @internal
   */
  public _check(scope: IConstruct, tag: string, provider: ProviderDescription): void {
    const { attributes } = provider;
    if (this._name.startsWith('custom:') && attributes && !attributes.has(this._name.slice('custom:'.length))) {
      throw new CognitoPoolsError({
        code: 'unknown-attribute',
        received: `session tag '${tag}' is taken from ${shown(this._name)}, which this user pool does not have`,
        fix: correction(this._name, attributes.names, "declare it in 'customAttributes'"),
      }, scope);
    }
    if (provider.kind === 'saml' && (this._name === 'sub' || this._name === 'aud')) {
      throw new CognitoPoolsError({
        code: 'claim-not-in-assertion',
        received: `session tag '${tag}' is taken from ${shown(this._name)} of ${provider.name}, a SAML directory`,
        fix: 'name an attribute of its assertions with TokenClaim.named, such as http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
      }, scope);
    }
    const unsafe = whoWritesIt(provider, this._name) ?? (isList(this._name) ? 'it is a list, and what Cognito makes of a list is not documented' : undefined);
    if (unsafe) {
      throw new CognitoPoolsError({
        code: 'session-tag-forgeable',
        received: `session tag '${tag}' is taken from ${shown(this._name)} of ${provider.name}: ${unsafe}`,
        fix: 'take it from a server-only attribute, or from a claim that only an administrator or the provider sets',
      }, scope);
    }
  }
}

function checkClaim(claim: string): string {
  if (conformsTo('cognito-identity:PrincipalTagValue', claim)) return claim;
  throw new CognitoPoolsError({
    code: 'session-tag-claim',
    received: `a session tag is taken from the claim ${shown(claim)}, ${claim.length} characters long`,
    fix: 'name a claim of 1 to 256 characters',
  });
}
