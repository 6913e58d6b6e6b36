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
  /** The path of the stack. */
  readonly path: string;
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
    const spelled = [left, right].map((value) => this.spelled(value)).filter((text) => text !== undefined);
    if (spelled.length < 2) return undefined;
    // CloudFormation compares texts: what comes of a list is not known.
    if (Array.isArray(left) !== Array.isArray(right)) return this.decided(`${spelled[0]} == ${spelled[1]}`, spelled);
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
    return this.decided(`${a} == ${b}`, [a, b]);
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

  /** What is made of a parameter in a way that is not followed is a text, and the same one wherever the stack makes it in the same way. */
  private spelled(value: Value): string | undefined {
    const { reading: { symbols }, path } = this.known;
    if (!(value instanceof Unresolved)) return textOf(value) ?? JSON.stringify(value);
    return value.madeOf === undefined ? undefined : symbols.symbolFor(`${path}#compared:${value.madeOf}`, symbols.render(value.madeOf), 'open', value.reason);
  }

  /** What this reading takes for granted of a comparison that is decided for itself. */
  private decided(subject: string, [a, b]: readonly string[]): boolean | undefined {
    const { choices, symbols } = this.known.reading;
    const made = choices.among(subject, `'${symbols.render(a)}' == '${symbols.render(b)}'`, ['true', 'false'], true);
    return made === 'unknown' ? undefined : made.value === 'true';
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
