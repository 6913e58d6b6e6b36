import { parseJson } from './json';
import { LIMITS } from './limits';
import { TemplateError } from './value';
import { Work } from './work';

/**
 * Parses the text of a template: JSON, or YAML; or what `aws cloudformation get-template` answers, which has the template in it.
 *
 * @param text the text
 * @param file the file, for messages
 * @param work counts what is looked at
 * @returns the document, to be read only
 */
export function parseTemplate(text: string, file: string, work = new Work()): Record<string, unknown> {
  const document = parseDocument(text, file, work);
  // A template in YAML is text in the answer, and is all of it with `--query TemplateBody`.
  const inner = typeof document === 'string' ? document : bodyIn(document);
  const body = typeof inner === 'string' ? parseDocument(inner, file, work) : inner ?? document;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TemplateError('not-a-template', file, '', 'expected an object with Resources');
  // A section without a value says nothing, and what a template creates has to be said.
  const { Resources: resources } = body as Record<string, unknown>;
  if (resources === null) throw new TemplateError('bad-section', file, 'Resources', 'expected an object, received nothing; write the resources below it');
  return body as Record<string, unknown>;
}

/** The members of the answer of `aws cloudformation get-template`: https://docs.aws.amazon.com/cli/latest/reference/cloudformation/get-template.html */
const OF_ANSWER = ['TemplateBody', 'StagesAvailable', 'ResponseMetadata'];

const BYTE_ORDER_MARK = '\ufeff';

function bodyIn(document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return undefined;
  return Object.keys(document).every((key) => OF_ANSWER.includes(key)) ? (document as Record<string, unknown>).TemplateBody : undefined;
}

/**
 * @param text the text of a template
 * @returns whether it is read as JSON
 */
export function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/**
 * Parses a text in JSON or YAML.
 *
 * @param text the text
 * @param file the file, for messages
 * @param work counts what is looked at
 * @returns the document, to be read only
 */
export function parseDocument(text: string, file: string, work = new Work()): unknown {
  if (text.length > LIMITS.templateBytes) throw new TemplateError('template-too-large', file, '', `the file has more than ${LIMITS.templateBytes} characters`);
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (isJson(body)) return parseJson(body, file, work);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a synth, which loads the prover, has templates in JSON alone
  const { parseYaml } = require('./yaml') as typeof import('./yaml');
  return parseYaml(body, file, work);
}
