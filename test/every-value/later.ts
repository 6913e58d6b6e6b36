import type { Stack } from 'aws-cdk-lib';
import { Aws, CfnParameter, Duration, Fn, Lazy, SecretValue, Token } from 'aws-cdk-lib';
import type { ValueKind } from './public-values';

/** Texts that stand for what is known later, so that a failure shows which it was. */
export const LATER = ['<parameter>', '<parameter in a text>', '<lazy>', '<pseudo>', '<item of a list>', '<item of a parameter>', '<import>', '<being looked up>'];

/** Lists that are known later as a whole. */
export const LATER_LISTS = ['<lazy list>', '<parameter that is a list>', '<parts of an import>'];

/** Numbers that are known later. */
export const LATER_NUMBERS = ['<lazy>', '<parameter>', '<import>'];

function parameter(stack: Stack, type: string): CfnParameter {
  return stack.node.tryFindChild(`Given${type}`) as CfnParameter | undefined ?? new CfnParameter(stack, `Given${type}`, { type });
}

/** The text, or the token that it stands for; with parameters of the stack, one of each type. */
export function laterText(stack: Stack, word: string): string {
  const later: Record<string, () => string> = {
    '<parameter>': () => parameter(stack, 'String').valueAsString,
    '<parameter in a text>': () => `https://${parameter(stack, 'String').valueAsString}.example.com`,
    '<lazy>': () => Lazy.string({ produce: () => 'late' }),
    '<pseudo>': () => Aws.REGION,
    '<item of a list>': () => Token.asList({ resolve: () => ['a', 'b'] })[0],
    '<item of a parameter>': () => parameter(stack, 'CommaDelimitedList').valueAsList[0],
    '<import>': () => Fn.importValue('Exported'),
    '<being looked up>': () => 'dummy-value-for-/shop/value',
  };
  return Object.hasOwn(later, word) ? later[word]() : word;
}

/** The list that a text stands for. */
export function laterList(stack: Stack, word: string): string[] {
  const later: Record<string, () => string[]> = {
    '<lazy list>': () => Lazy.list({ produce: () => ['late'] }),
    '<parameter that is a list>': () => parameter(stack, 'CommaDelimitedList').valueAsList,
    '<parts of an import>': () => Fn.split(',', Fn.importValue('Exported')),
  };
  return later[word]();
}

/** The number that a text stands for. */
export function laterNumber(stack: Stack, word: string): number {
  const later: Record<string, () => number> = {
    '<lazy>': () => Lazy.number({ produce: () => 5 }),
    '<parameter>': () => parameter(stack, 'Number').valueAsNumber,
    '<import>': () => Token.asNumber(Fn.importValue('Exported')),
  };
  return later[word]();
}

/** One value of every kind, of which a place takes what it asks for. */
export interface Given {
  readonly text: string;
  readonly list: string[];
  readonly number: number;
  readonly duration: Duration;
  readonly secret: SecretValue;
}

/** Values that say nothing in particular, but for those that are given. */
export function givenOf(changes: Partial<Given>): Given {
  return { text: 'usual', list: ['usual'], number: 5, duration: Duration.minutes(5), secret: SecretValue.secretsManager('s'), ...changes };
}

/** The values that are known later, by a name, of which each kind of place is given each. */
export function laterValues(kind: ValueKind): ReadonlyMap<string, (stack: Stack) => Partial<Given>> {
  type Later = readonly [name: string, make: (stack: Stack) => Partial<Given>];
  const texts = LATER.map((word) => [word, (stack: Stack) => ({ text: laterText(stack, word), list: [laterText(stack, word)] })] as const);
  const lists = LATER_LISTS.map((word) => [word, (stack: Stack) => ({ list: laterList(stack, word) })] as const);
  const numbers = LATER_NUMBERS.map((word) => [word, (stack: Stack) => ({ number: laterNumber(stack, word) })] as const);
  const durations = (['seconds', 'minutes', 'days'] as const).map((unit) => [`<${unit}>`, (stack: Stack) => ({ duration: Duration[unit](laterNumber(stack, '<lazy>')) })] as const);
  const secrets: Later[] = [
    ['<parameter>', (stack) => ({ secret: SecretValue.unsafePlainText(laterText(stack, '<parameter>')) })],
    ['<named by a parameter>', (stack) => ({ secret: SecretValue.secretsManager(laterText(stack, '<parameter>')) })],
    ['<lazy>', (stack) => ({ secret: SecretValue.unsafePlainText(laterText(stack, '<lazy>')) })],
    ['<import>', (stack) => ({ secret: SecretValue.unsafePlainText(laterText(stack, '<import>')) })],
  ];
  const all: Record<ValueKind, readonly Later[]> = { text: texts, map: texts, list: [...texts, ...lists], number: numbers, duration: durations, secret: secrets };
  return new Map(all[kind]);
}
