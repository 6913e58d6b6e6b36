import type { IConstruct } from 'constructs';
import { isList, whoWritesIt } from '../identity-pool/claim-safety';
import type { ProviderDescription } from '../identity-pool/identity-pool-provider';
import type { AcknowledgmentOptions } from '../private/acknowledgment';
import { requireReason } from '../private/acknowledgment';
import { conformsTo } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { requireLiteral } from '../private/tokens';
import { correction } from '../text/nearest';
import { requireOptions } from '../private/types';

/** Options of a claim that becomes a session tag. */
export interface TokenClaimOptions {
  /**
   * The reason why no app client of a user pool that was made elsewhere writes the attribute: its app clients are not known here. Of
   * a user pool of a `UserPoolPlusIdentityPool` they are known, and nothing can be acknowledged.
   *
   * @default - none: an attribute of a user pool that was made elsewhere is refused
   */
  readonly acknowledgment?: AcknowledgmentOptions;
}

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
   * A custom attribute of a user pool; it must be server-only.
   *
   * @param name its name as declared in `customAttributes`, without `custom:`
   * @param options for a user pool that was made elsewhere, why its app clients do not write the attribute
   * @returns the claim, for `sessionTags` and `addSessionTag`
   * @throws error `session-tag-claim`, `literal-required`, `acknowledgment-without-reason`
   */
  public static customAttribute(name: string, options: TokenClaimOptions = {}): TokenClaim {
    requireLiteral('the attribute of a session tag', name);
    requireOptions(`'options' of the attribute '${name}'`, options);
    requireReason(`the attribute '${name}'`, options.acknowledgment, "say in 'acknowledgment' why no app client writes it, or leave it out");
    return new TokenClaim(checkClaim(`custom:${name}`), options.acknowledgment !== undefined);
  }

  /**
   * A claim by its name in the token, or by the full name of the attribute in a SAML assertion. Standard claims that users
   * fill in about themselves, such as `nickname` or `email`, are refused.
   *
   * @param name name of the claim, 1 to 256 characters
   * @returns the claim, for `sessionTags` and `addSessionTag`
   * @throws error `session-tag-claim`, `literal-required`
   */
  public static named(name: string): TokenClaim {
    return new TokenClaim(checkClaim(requireLiteral('the claim of a session tag', name)));
  }

  /**
   * The user's id at the provider: unique there, and never given to anybody else.
   *
   * @returns the claim, for `sessionTags` and `addSessionTag`
   */
  public static sub(): TokenClaim {
    return new TokenClaim('sub');
  }

  /**
   * The app client, or app id, that the token was made for.
   *
   * @returns the claim, for `sessionTags` and `addSessionTag`
   */
  public static clientId(): TokenClaim {
    return new TokenClaim('aud');
  }

  /** @internal */
  public readonly _name: string;

  private constructor(name: string, private readonly isAcknowledged = false) {
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
    const isOfPoolElsewhere = provider.kind === 'userPool' && attributes === undefined && this._name.startsWith('custom:');
    if (unsafe && !(isOfPoolElsewhere && this.isAcknowledged)) {
      throw new CognitoPoolsError({
        code: 'session-tag-forgeable',
        received: `session tag '${tag}' is taken from ${shown(this._name)} of ${provider.name}: ${unsafe}`,
        fix: isOfPoolElsewhere
          ? `see to it that no app client of the pool has it among WriteAttributes, and say so: TokenClaim.customAttribute('${this._name.slice('custom:'.length)}', { acknowledgment: { reason } })`
          : 'take it from a server-only attribute, or from a claim that only an administrator or the provider sets',
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
