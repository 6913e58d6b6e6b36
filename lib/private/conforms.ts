import { API_CONSTRAINTS, type ApiConstraint } from './generated/api-constraints';
import { isKnown } from './tokens';

/** A kind of text of an API, by service and name. */
export type ApiShape = keyof typeof API_CONSTRAINTS;

const compiled = new Map<string, RegExp>();

/** Whether the API takes a text, by the lengths and the pattern that AWS states for it. What is known only at deploy time passes. */
export function conformsTo(shape: ApiShape, text: string): boolean {
  if (!isKnown(text)) return true;
  const { min, max = Infinity }: ApiConstraint = API_CONSTRAINTS[shape];
  const { length } = [...text];
  return length >= min && length <= max && patternOf(shape).test(text);
}

/** How many characters of a text the API takes. */
export function lengths(shape: ApiShape): ApiConstraint {
  return API_CONSTRAINTS[shape];
}

function patternOf(shape: ApiShape): RegExp {
  const { pattern = '[^]*' }: ApiConstraint = API_CONSTRAINTS[shape];
  const known = compiled.get(shape) ?? new RegExp(`^(?:${pattern})$`, 'u');
  compiled.set(shape, known);
  return known;
}
