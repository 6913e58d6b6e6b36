import { nearest } from '../../text/nearest';
import { readText } from './files';
import type { LoadedTemplate } from './load';
import { parseDocument } from './parse';
import { templatesNamed } from './selection';
import { isObject, TemplateError } from './value';

/** A value of a parameter, and where it was given. */
interface Given {
  /** The stack or file that it is meant for; left out, every template that has the parameter. */
  readonly target?: string;
  readonly name: string;
  readonly value: string;
  /** The option or the file, for messages. */
  readonly from: string;
}

/**
 * Gives values to parameters. One without a stack is for every template that has the parameter, as with `cdk deploy`; one for a
 * stack or file is stronger, and what stands on the command line is stronger than a file.
 *
 * @param templates the templates
 * @param options values, as `name=value`, `Stack.name=value` or `file:name=value`
 * @param file a file of values
 * @returns the templates with the values of their parameters
 */
export function withParameters(templates: readonly LoadedTemplate[], options: readonly string[], file: string | undefined): LoadedTemplate[] {
  const stated = options.map((option) => valueOf(option, '--parameter'));
  const twice = stated.find((one, i) => stated.findIndex(({ target, name }) => target === one.target && name === one.name) < i);
  if (twice !== undefined) throw new TemplateError('bad-parameter-value', '--parameter', '', `'${twice.name}' is given two values; give it one`);
  const given = [...(file === undefined ? [] : valuesIn(file)), ...stated];
  // Whatever is stronger comes later.
  const ordered = [...given.filter(({ target }) => target === undefined), ...given.filter(({ target }) => target !== undefined)];
  const values = new Map<LoadedTemplate, Map<string, string>>();
  for (const one of ordered) {
    for (const template of takersOf(one, templates)) values.set(template, (values.get(template) ?? new Map<string, string>()).set(one.name, one.value));
  }
  return templates.map((template) => ({ ...template, ...(values.has(template) && { parameters: Object.fromEntries(values.get(template)!) }) }));
}

function takersOf(given: Given, templates: readonly LoadedTemplate[]): LoadedTemplate[] {
  const { target, name, value, from } = given;
  const asked = target === undefined ? templates : templatesNamed(templates, target, from);
  const takers = asked.filter((template) => Object.hasOwn(parametersOf(template), name));
  if (takers.length === 0) {
    const names = [...new Set(asked.flatMap((template) => Object.keys(parametersOf(template))))];
    const near = nearest(name, names);
    const there = near !== undefined ? `did you mean '${near}'?` : names.length === 0 ? 'there are no parameters' : `there are ${names.join(', ')}`;
    throw new TemplateError('unknown-parameter', from, '', `no template${target === undefined ? '' : ` of '${target}'`} has a parameter '${name}'; ${there}`);
  }
  // What is given to a parameter of the Systems Manager is the name of an entry: its value is as open as before.
  return takers.filter((template) => isValueOf(parametersOf(template)[name], value, name, from));
}

function parametersOf({ body }: LoadedTemplate): Record<string, unknown> {
  const { Parameters: parameters } = body;
  return typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters) ? parameters as Record<string, unknown> : {};
}

function isValueOf(parameter: unknown, value: string, name: string, from: string): boolean {
  const { Type: type, AllowedValues: allowed } = (typeof parameter === 'object' && parameter !== null ? parameter : {}) as { Type?: unknown; AllowedValues?: unknown };
  if (typeof type === 'string' && type.startsWith('AWS::SSM::Parameter::Value')) return false;
  const items = type === 'CommaDelimitedList' || (typeof type === 'string' && type.startsWith('List<')) ? value.split(',').map((item) => item.trim()) : [value];
  const names = Array.isArray(allowed) ? allowed.map(String) : items;
  const wrong = items.find((item) => !names.includes(item));
  if (wrong !== undefined) throw new TemplateError('bad-parameter-value', from, '', `'${wrong}' is none of the allowed values of the parameter '${name}'; they are ${names.map((one) => (one === '' ? "'' (an empty text)" : one)).join(', ')}`);
  return true;
}

const SPELLED = /^(?:([^=]+)[.:])?([A-Za-z\d]+)=(.*)$/s;

function valueOf(text: string, from: string): Given {
  const [matched, target, name, value] = SPELLED.exec(text) ?? [];
  if (matched === undefined) throw new TemplateError('bad-parameter-value', from, '', `expected <name>=<value>, received '${text}'`);
  return { name, value, from, ...(target !== undefined && { target }) };
}

/** A list of the AWS CLI, a list of `name=value`, or an object; in `Parameters` where the file has more, as AWS CodePipeline takes it. */
function valuesIn(path: string): Given[] {
  const file = path.replace(/^file:\/\//, '');
  const document = parseDocument(readText(file), file);
  if (Array.isArray(document)) return document.map((item: unknown, i) => (typeof item === 'string' ? valueOf(item, file) : listed(item, file, `[${i}]`)));
  const { Parameters: inner = document } = isObject(document) ? document : {};
  if (!isObject(inner)) throw new TemplateError('bad-parameter-value', file, '', 'expected a list of ParameterKey and ParameterValue, or an object of names and values');
  return Object.entries(inner).map(([name, value]) => valueOf(`${name}=${textOf(value, file, name)}`, file));
}

function listed(item: unknown, file: string, where: string): Given {
  const { ParameterKey: name, ParameterValue: value, UsePreviousValue: isPrevious } = isObject(item) ? item : {};
  if (typeof name !== 'string') throw new TemplateError('bad-parameter-value', file, where, 'expected a ParameterKey and a ParameterValue');
  if (value === undefined && isPrevious === true) throw new TemplateError('bad-parameter-value', file, where, `the value that '${name}' has in the deployed stack is not at hand; write it as its ParameterValue`);
  return valueOf(`${name}=${textOf(value, file, where)}`, file);
}

function textOf(value: unknown, file: string, where: string): string {
  if (Array.isArray(value)) return value.map((item) => textOf(item, file, where)).join(',');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError('bad-parameter-value', file, where, 'expected text; write it in quotes');
}
