import { LIMITS } from './limits';
import { TemplateError } from './value';

/** A value takes at least so many characters in a template, with its key, its line and its indentation. */
const LEAST_CHARACTERS = 10;

/** What reading a text costs. It is in proportion to the text, save for what aliases repeat: that has a bound of its own. */
export class Work {
  private steps = 0;
  private characters = 0;

  /** @returns tokens and values that were looked at, and values that aliases repeat */
  public get done(): number {
    return this.steps + Math.ceil(this.characters / LEAST_CHARACTERS);
  }

  /**
   * Counts tokens or values of the text itself.
   *
   * @param count how many
   */
  public step(count = 1): void {
    this.steps += count;
  }

  /**
   * Counts what an alias or a merged key adds to the text.
   *
   * @param weight the weight of what is added
   * @param file the file, for messages
   */
  public unfold(weight: number, file: string): void {
    if (this.characters + weight > LIMITS.unfolded) {
      throw new TemplateError('template-too-large', file, '', `aliases unfold to more than ${LIMITS.unfolded} characters, which CloudFormation does not take; write out what is needed`);
    }
    this.characters += weight;
  }
}

/**
 * @param text the text of a value without parts; of a value with parts, its key or nothing
 * @returns how many characters it takes in a template that is written out
 */
export function weightOf(text: string): number {
  return LEAST_CHARACTERS + text.length;
}
