import { isRawMap, rewritten, type RawMap } from '../raw';

/**
 * Puts the logical ids of generated resources in the place of references such as `Fn.Alias`: in `Ref`, `Fn::GetAtt`, `Fn::Sub`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 *
 * @param value any value of the template
 * @param references the logical id that each reference stands for
 * @returns the value with the logical ids
 */
export function withGeneratedIds(value: unknown, references: ReadonlyMap<string, string>): unknown {
  return references.size === 0 ? value : rewritten(value, (part) => replaced(part, references));
}

function replaced(part: unknown, references: ReadonlyMap<string, string>): unknown {
  if (!isRawMap(part) || Object.keys(part).length !== 1) return undefined;
  if (typeof part.Ref === 'string') {
    const id = references.get(part.Ref);
    return id === undefined ? undefined : { Ref: id };
  }
  if (part['Fn::GetAtt'] !== undefined) return attribute(part['Fn::GetAtt'], references);
  return part['Fn::Sub'] === undefined ? undefined : { 'Fn::Sub': substitution(part['Fn::Sub'], references) };
}

/** `[Fn.Alias, Name]`, `[Fn, Alias.Name]` and `Fn.Alias.Name` are one and the same. */
function attribute(target: unknown, references: ReadonlyMap<string, string>): RawMap | undefined {
  const path = typeof target === 'string' ? target : Array.isArray(target) && target.every((item) => typeof item === 'string') ? target.join('.') : undefined;
  const found = path === undefined ? undefined : beginning(path, references);
  if (found === undefined || found.rest === '') return undefined;
  return { 'Fn::GetAtt': [found.id, found.rest] };
}

function substitution(argument: unknown, references: ReadonlyMap<string, string>): unknown {
  if (typeof argument === 'string') return substituted(argument, {}, references);
  if (!Array.isArray(argument) || typeof argument[0] !== 'string') return withGeneratedIds(argument, references);
  const [text, variables] = argument as [string, unknown];
  return [substituted(text, variables, references), withGeneratedIds(variables, references)];
}

function substituted(text: string, variables: unknown, references: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([^!}][^}]*)\}/g, (whole, name: string) => {
    const path = name.trim();
    const found = isRawMap(variables) && Object.hasOwn(variables, path) ? undefined : beginning(path, references);
    return found === undefined ? whole : `\${${found.id}${found.rest === '' ? '' : `.${found.rest}`}}`;
  });
}

/** The generated resource that a path of names begins with, and the attribute that follows. */
function beginning(path: string, references: ReadonlyMap<string, string>): { readonly id: string; readonly rest: string } | undefined {
  const [first, second, ...rest] = path.split('.');
  const id = second === undefined ? undefined : references.get(`${first}.${second}`);
  return id === undefined ? undefined : { id, rest: rest.join('.') };
}
