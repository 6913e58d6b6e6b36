import { holdsSymbol } from '../symbols/symbol';
import { compareTexts } from '../iam/match';
import type { PseudoParameters } from './pseudo-parameters';
import type { ReadingContext } from './reading-context';
import type { StackParameters } from './stack-parameters';
import { textOf, Unresolved, type Value } from './value';

/** What a stack knows of its values. */
interface Known {
  readonly reading: ReadingContext<unknown>;
  readonly parameters: StackParameters;
  readonly pseudoParameters: PseudoParameters;
}

/** Compares the values of a stack. Where a deployment decides, each way in which it can turn out is a reading of its own. */
export class Comparisons {
  public constructor(private readonly known: Known) {}

  /**
   * @param left a value
   * @param right another
   * @returns whether they are equal in this reading; undefined where that is known only at deployment
   */
  public equal(left: Value, right: Value): boolean | undefined {
    if (left instanceof Unresolved || right instanceof Unresolved) return undefined;
    const spelled = [left, right].map((v) => textOf(v) ?? JSON.stringify(v));
    if (compareTexts(spelled[0], spelled[1]) !== 'maybe') return compareTexts(spelled[0], spelled[1]) === 'yes';
    // More than one symbol: by what is chosen for each of those that have one of a few values, here as in every other condition.
    const [a, b] = [...spelled.join('')].filter((char) => holdsSymbol(char)).length > 1 || spelled.some((text) => holdsSymbol(text) && [...text].length > 1) ? spelled.map((text) => this.withChosen(text)) : spelled;
    if (compareTexts(a, b) !== 'maybe') return compareTexts(a, b) === 'yes';
    const { choices, symbols } = this.known.reading;
    const [subject, literal] = holdsSymbol(a) ? [a, b] : [b, a];
    const mayBe = subject === this.known.pseudoParameters.value('AWS::Region') ? this.known.pseudoParameters.mayBeIn(literal) : true;
    if (mayBe !== true) return mayBe;
    // Only a text that is one symbol can take a value as a whole; other comparisons are decided each for itself.
    if ([...subject].length === 1 && !holdsSymbol(literal)) {
      const made = choices.among(subject, symbols.render(subject), this.known.parameters.allowedFor(subject) ?? [literal], this.known.parameters.allowedFor(subject) !== undefined);
      return made === 'unknown' ? undefined : made.value === literal;
    }
    const made = choices.among(`${a} == ${b}`, `'${symbols.render(a)}' == '${symbols.render(b)}'`, ['true', 'false'], true);
    return made === 'unknown' ? undefined : made.value === 'true';
  }

  /**
   * @param key the key of a mapping
   * @param level what has the keys
   * @param mayLack whether there is a default where the mapping lacks the key
   * @returns the key in this reading; 'none' where it is another than the mapping has, undefined where that is known only at deployment
   */
  public keyAmong(key: Value, level: unknown, mayLack: boolean): { readonly chosen: string } | 'none' | undefined {
    const text = textOf(key);
    if (text === undefined) return undefined;
    if (!holdsSymbol(text)) return { chosen: text };
    if ([...text].length !== 1 || typeof level !== 'object' || level === null) return undefined;
    // A key that the mapping does not have is no deployment, unless there is a default: CloudFormation refuses it.
    const keys = this.known.parameters.allowedFor(text) ?? Object.keys(level);
    const left = mayLack ? keys.filter((one) => compareTexts(text, one) !== 'no') : keys;
    if (left.length === 0) return 'none';
    const made = this.known.reading.choices.among(text, this.known.reading.symbols.render(text), left, this.known.parameters.allowedFor(text) !== undefined || !mayLack);
    if (made === 'unknown') return undefined;
    return made.value === undefined ? 'none' : { chosen: made.value };
  }

  /** A text with what this reading takes for its parameters that have one of a few values. */
  private withChosen(text: string): string {
    return [...text].map((part) => {
      const allowed = this.known.parameters.allowedFor(part);
      const made = allowed === undefined ? 'unknown' : this.known.reading.choices.among(part, this.known.reading.symbols.render(part), allowed, true);
      return made === 'unknown' ? part : made.value ?? part;
    }).join('');
  }
}
