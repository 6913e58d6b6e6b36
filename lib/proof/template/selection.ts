import { basename, resolve } from 'node:path';
import { nearest } from '../../text/nearest';
import type { LoadedTemplate } from './load';
import { environmentOf } from './manifest';
import { loadNested } from './nested';
import { textIn, TemplateError } from './value';

/**
 * @param templates templates
 * @param name the name of a stack, the path of a file, or its name without folders, or without `.template.json` too
 * @param from the option or file that names it, for messages
 * @returns those that are meant: one, or those of the same stack in several stages
 */
export function templatesNamed(templates: readonly LoadedTemplate[], name: string, from: string): LoadedTemplate[] {
  const tests: ((template: LoadedTemplate) => boolean)[] = [({ file }) => file === name || resolve(file) === resolve(name), ({ stackName }) => stackName === name, ({ file }) => basename(file) === name, ({ file }) => basename(file) === `${name}.template.json`];
  const found = tests.map((test) => templates.filter(test)).find((some) => some.length > 0);
  if (found !== undefined) return found;
  const names = templates.flatMap(({ file, stackName }) => (stackName === undefined ? [file] : [stackName, file]));
  const near = nearest(name, names);
  throw new TemplateError('unknown-template', from, '', `no template is called '${name}'; ${near === undefined ? `there are ${names.join(', ')}` : `did you mean '${near}'?`}`);
}

/**
 * Says where templates are deployed to.
 *
 * @param templates the templates
 * @param options environments, as `aws://account/region` for all or `file=aws://account/region` for one
 * @returns the templates
 */
export function withEnvironments(templates: readonly LoadedTemplate[], options: readonly string[]): LoadedTemplate[] {
  const places = new Map<LoadedTemplate, { readonly account?: string; readonly region?: string }>();
  const read = options.map((option) => {
    const [, target, spelled = option] = /^(?:(.+)=)?(aws:\/\/.*)$/s.exec(option) ?? [];
    const place = environmentOf(spelled);
    if (place === undefined) throw new TemplateError('bad-environment', '--environment', '', `expected aws://<account>/<region>, or <file>= before it, received '${option}'`);
    return { target, place };
  });
  // One that names its template is stronger.
  for (const { target, place } of [...read].sort((a, b) => Number(a.target !== undefined) - Number(b.target !== undefined))) {
    for (const template of target === undefined ? templates : templatesNamed(templates, target, '--environment')) places.set(template, place);
  }
  return templates.map((template) => ({ ...template, ...places.get(template) }));
}

/**
 * Names the files of nested stacks.
 *
 * @param templates the top-level templates
 * @param options files, as `LogicalId=file`, or `Parent/Child=file` for what is nested deeper
 * @returns the templates
 */
export function withNestedFiles(templates: readonly LoadedTemplate[], options: readonly string[]): LoadedTemplate[] {
  const nestedFiles: Record<string, string> = {};
  for (const option of options) {
    const [matched, path, file] = /^([A-Za-z\d]+(?:\/[A-Za-z\d]+)*)=(.+)$/s.exec(option) ?? [];
    if (matched === undefined) throw new TemplateError('bad-nested-file', '--nested', '', `expected <logical id>=<file>, received '${option}'`);
    if (Object.hasOwn(nestedFiles, path)) throw new TemplateError('bad-nested-file', '--nested', '', `'${path}' is given two files`);
    nestedFiles[path] = file;
  }
  const named = templates.map((template) => ({ ...template, ...(options.length > 0 && { nestedFiles }) }));
  for (const path of Object.keys(nestedFiles)) checkPath(path.split('/'), named);
  return named;
}

const STACKS = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

/** A file for a stack that is not there would be one that nobody reads. */
function checkPath(ids: readonly string[], templates: readonly LoadedTemplate[]): void {
  let level: LoadedTemplate[] = [...templates];
  for (const [i, id] of ids.entries()) {
    const stacks = level.flatMap((template) => stacksIn(template).map(([name, resource]) => ({ template, name, resource })));
    const found = stacks.filter(({ name }) => name === id);
    if (found.length === 0) {
      const names = stacks.map(({ name }) => name);
      const near = nearest(id, names);
      const there = near !== undefined ? `did you mean '${near}'?` : names.length === 0 ? 'there is none' : `there are ${names.join(', ')}`;
      throw new TemplateError('bad-nested-file', '--nested', '', `${i === 0 ? 'no template has a' : `'${ids.slice(0, i).join('/')}' has no`} nested stack '${id}'; ${there}`);
    }
    level = found.map(({ template, name, resource }) => loadNested(template, resource, name)).filter((nested) => nested !== undefined);
  }
}

function stacksIn({ body }: LoadedTemplate): [string, Record<string, unknown>][] {
  const { Resources: resources } = body;
  if (typeof resources !== 'object' || resources === null) return [];
  return Object.entries(resources as Record<string, Record<string, unknown> | null>).filter((entry): entry is [string, Record<string, unknown>] => STACKS.includes(textIn(entry[1]?.Type)));
}

