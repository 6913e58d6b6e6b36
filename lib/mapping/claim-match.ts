import type { IConstruct } from 'constructs';
import { isList, isNameOrAddress, whoWritesIt } from '../identity-pool/claim-safety';
import type { ProviderDescription } from '../identity-pool/identity-pool-provider';
import type { AcknowledgmentOptions } from '../private/acknowledgment';
import { requireReason } from '../private/acknowledgment';
import type { ApiShape } from '../private/conforms';
import { conformsTo, lengths } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { requireLiteral } from '../private/tokens';
import { correction } from '../text/nearest';

/** How a rule compares, in the words of Cognito. */
export type MatchType = 'Equals' | 'StartsWith' | 'Contains' | 'NotEqual';

/** Options of a rule of a role mapping. */
export interface RoleMappingRuleOptions {
  /**
   * The reason why the rule is safe all the same. A rule that rests on a claim that users can write, or on a part of a name or
   * an address, is refused without it; the reason is recorded in the template.
   *
   * @default - none: such a rule is an error
   */
  readonly acknowledgment?: AcknowledgmentOptions;
}

/**
 * A condition on a claim of a token or a SAML assertion, for a rule of a role mapping.
 *
 * In tokens of a user pool a custom attribute is called `custom:<name>`; in SAML assertions a claim has the full name of its
 * attribute.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-rules-to-assign-roles-to-users
 */
export class ClaimMatch {
  /**
   * The claim equals this text.
   *
   * @param claim name of the claim, up to 64 characters
   * @param value its value, up to 128 characters
   * @returns the match, for `addRoleMappingRule`
   * @throws error `claim-match`, `literal-required`
   */
  public static equalTo(claim: string, value: string): ClaimMatch {
    return new ClaimMatch('Equals', claim, value);
  }

  /**
   * The claim begins with this text.
   *
   * @param claim name of the claim, up to 64 characters
   * @param value its beginning, up to 128 characters
   * @returns the match, for `addRoleMappingRule`
   * @throws error `claim-match`, `literal-required`
   */
  public static startsWith(claim: string, value: string): ClaimMatch {
    return new ClaimMatch('StartsWith', claim, value);
  }

  /**
   * The claim contains this text.
   *
   * @param claim name of the claim, up to 64 characters
   * @param value a part of it, up to 128 characters
   * @returns the match, for `addRoleMappingRule`
   * @throws error `claim-match`, `literal-required`
   */
  public static contains(claim: string, value: string): ClaimMatch {
    return new ClaimMatch('Contains', claim, value);
  }

  /**
   * The claim is present and is another text.
   *
   * @param claim name of the claim, up to 64 characters; a token without it never matches
   * @param value what it must not be, up to 128 characters
   * @returns the match, for `addRoleMappingRule`
   * @throws error `claim-match`, `literal-required`
   */
  public static notEqualTo(claim: string, value: string): ClaimMatch {
    return new ClaimMatch('NotEqual', claim, value);
  }

  /** @internal */
  public readonly _matchType: MatchType;
  /** @internal */
  public readonly _claim: string;
  /** @internal */
  public readonly _value: string;

  private constructor(matchType: MatchType, claim: string, value: string) {
    requireLiteral('the claim of a rule', claim);
    checkText('claim', claim, 'cognito-identity:ClaimName');
    checkText('value', value, 'cognito-identity:ClaimValue');
    this._matchType = matchType;
    this._claim = claim;
    this._value = value;
  }

  /**
   * Refuses a match that users can bring about themselves, unless a reason is given.
   *
   * @internal
   */
  public _check(scope: IConstruct, id: string, provider: ProviderDescription, acknowledgment: AcknowledgmentOptions | undefined): void {
    this.checkKnown(scope, id, provider);
    requireReason(`rule '${id}'`, acknowledgment, "say in 'acknowledgment' why the rule is safe, or leave it out", scope);
    const unsafe = this.whyUnsafe(provider);
    if (unsafe && !acknowledgment) {
      throw new CognitoPoolsError({
        code: 'unsafe-rule',
        received: `rule '${id}' gives a role by ${shown(this._claim)} of ${provider.name}: ${unsafe}`,
        fix: "use a claim that only an administrator or the provider sets, or say in 'acknowledgment' why it is safe here",
      }, scope);
    }
  }

  private whyUnsafe(provider: ProviderDescription): string | undefined {
    const writer = whoWritesIt(provider, this._claim);
    if (writer) return writer;
    const partial = this._matchType === 'StartsWith' || this._matchType === 'Contains';
    return partial && isNameOrAddress(this._claim) ? 'anybody may have a name or an address with such a part' : undefined;
  }

  /** What could never match, or matches nobody knows what, has no reason that makes it right. */
  private checkKnown(scope: IConstruct, id: string, provider: ProviderDescription): void {
    if (provider.kind === 'developer') {
      throw new CognitoPoolsError({
        code: 'provider-without-role-mapping',
        received: `rule '${id}' is about ${provider.name}, a developer provider`,
        fix: "grant to 'authenticated': Cognito maps no roles for tokens that your own server asks for",
      }, scope);
    }
    if (isList(this._claim)) {
      throw new CognitoPoolsError({
        code: 'list-claim',
        received: `rule '${id}' is about ${shown(this._claim)}, a list`,
        fix: 'use group(name) for the groups of a user pool: how Cognito compares a list with a value is not documented',
      }, scope);
    }
    const { attributes } = provider;
    if (attributes && this._claim.startsWith('custom:') && !attributes.has(this._claim.slice('custom:'.length))) {
      throw new CognitoPoolsError({
        code: 'unknown-attribute',
        received: `rule '${id}' is about ${shown(this._claim)}, which this user pool does not have`,
        fix: correction(this._claim, attributes.names, "declare it in 'customAttributes'"),
      }, scope);
    }
  }
}

function checkText(what: string, text: string, shape: ApiShape): void {
  if (conformsTo(shape, text)) return;
  const { min, max, pattern } = lengths(shape);
  throw new CognitoPoolsError({
    code: 'claim-match',
    received: `the ${what} of a rule is ${shown(text)}, ${text.length} characters long`,
    fix: `write ${min} to ${max} characters${pattern === undefined ? '' : ', without spaces'}`,
  });
}
