import { parseJson } from './json';
import { LIMITS } from './limits';
import { TemplateError } from './value';
import { Work } from './work';
import { parseYaml } from './yaml';

/**
 * Parses the text of a template: JSON, or YAML; or what `aws cloudformation get-template` answers, which has the template in it.
 *
 * @param text the text
 * @param file the file, for messages
 * @param work counts what is looked at
 * @returns the document, to be read only
 */
export function parseTemplate(text: string, file: string, work = new Work()): Record<string, unknown> {
  const body = parsed(text, file, work);
  const { TemplateBody: inner } = body;
  if (inner === undefined || Object.keys(body).some((key) => !OF_ANSWER.includes(key))) return checked(body, file);
  return checked(typeof inner === 'string' ? parsed(inner, file, work) : asObject(inner, file), file);
}

/** The members of the answer of `aws cloudformation get-template`: https://docs.aws.amazon.com/cli/latest/reference/cloudformation/get-template.html */
const OF_ANSWER = ['TemplateBody', 'StagesAvailable', 'ResponseMetadata'];

const BYTE_ORDER_MARK = '\ufeff';

function parsed(text: string, file: string, work: Work): Record<string, unknown> {
  return asObject(parseDocument(text, file, work), file);
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
  return /^\s*[{[]/.test(body) ? parseJson(body, file, work) : parseYaml(body, file, work);
}

function asObject(value: unknown, file: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TemplateError('not-a-template', file, '', 'expected an object with Resources');
  return value as Record<string, unknown>;
}

/** A section without a value says nothing, and what a template creates has to be said. */
function checked(body: Record<string, unknown>, file: string): Record<string, unknown> {
  if (Object.hasOwn(body, 'Resources') && body.Resources === null) throw new TemplateError('bad-section', file, 'Resources', 'expected an object, received nothing; write the resources below it');
  return body;
}
