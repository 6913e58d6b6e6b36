import { requireText } from '../private/types';


/** What Cognito replaces with the code, the temporary password or the name. */
const CODE = '{####}';
const USERNAME = '{username}';

/** A text that Cognito sends, with the places of what it fills in. */
export abstract class MessageText {
  /**
   * The text as Cognito takes it.
   */
  public readonly text: string;

  /** @internal */
  public readonly _parts: string[];

  /**
   * @param text the text as Cognito takes it
   * @param parts what was written around the places
   */
  protected constructor(text: string, parts: string[]) {
    this.text = text;
    this._parts = parts;
  }
}

/**
 * A text with the place of a one-time code in it. The place is part of how the text is made, so it cannot be forgotten.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export class CodeText extends MessageText {
  /**
   * `before`, the code, `after`.
   *
   * @param before what stands before the code; HTML in an e-mail
   * @param after what stands after it; nothing when left out
   * @returns the text
   */
  public static withCode(before: string, after: string = ''): CodeText {
    requireTexts([before, after]);
    return new CodeText(`${before}${CODE}${after}`, [before, after]);
  }
}

/**
 * A text with a link in it that users click to confirm their address.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export class LinkText extends MessageText {
  /**
   * `before`, the link, `after`.
   *
   * @param before what stands before the link; HTML
   * @param linkText the words to click
   * @param after what stands after it; nothing when left out
   * @returns the text
   */
  public static withLink(before: string, linkText: string, after: string = ''): LinkText {
    requireTexts([before, linkText, after]);
    requireTexts([before, linkText, after]);
    return new LinkText(`${before}{##${linkText}##}${after}`, [before, linkText, after]);
  }
}

/**
 * A text with the places of a user name and of a temporary password in it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export class InvitationText extends MessageText {
  /**
   * `before`, the user name, `between`, the temporary password, `after`.
   *
   * @param before what stands before the user name
   * @param between what stands between the user name and the temporary password
   * @param after what stands after the temporary password; nothing when left out
   * @returns the text
   */
  public static withCredentials(before: string, between: string, after: string = ''): InvitationText {
    requireTexts([before, between, after]);
    return new InvitationText(`${before}${USERNAME}${between}${CODE}${after}`, [before, between, after]);
  }
}

function requireTexts(parts: readonly string[]): void {
  for (const part of parts) requireText('a part of a message', part);
}
