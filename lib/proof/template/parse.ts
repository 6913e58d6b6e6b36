import { LIMITS } from './limits';
import { TemplateError } from './value';
import { parseYaml } from './yaml';

/**
 * Parses the text of a template: JSON, or YAML.
 *
 * @param text the text
 * @param file the file, for messages
 * @returns the document
 */
export function parseTemplate(text: string, file: string): Record<string, unknown> {
  if (text.length > LIMITS.templateBytes) throw new TemplateError('template-too-large', file, '', `the file has more than ${LIMITS.templateBytes} characters`);
  const body = /^\s*[{[]/.test(text) ? parseJson(text, file) : parseYaml(text, file);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TemplateError('not-a-template', file, '', 'expected an object with Resources');
  return body as Record<string, unknown>;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TemplateError('bad-json', file, '', (error as Error).message);
  }
}
