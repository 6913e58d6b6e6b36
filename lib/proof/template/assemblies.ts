import { isObject, textIn } from './value';
import type { RawTemplate } from './raw-template';

/** Where a resource has a name that its template chose, such as `BucketName`. */
const NAMING = /^(?:[A-Z][A-Za-z]*)?Name$/;
const BESIDES_NAMES = /[^\w+=,.@-]+/;

/**
 * Stages are deployed apart and refer to nothing of each other, but for names that their authors chose: a policy may be attached
 * to a role of another stage by its name, or name a bucket of it. Assemblies that do so are decided together.
 *
 * @param assemblies the templates of each assembly
 * @returns the same, joined where one names what another has
 */
export function joinedByNames<T extends RawTemplate>(assemblies: readonly (readonly T[])[]): T[][] {
  if (assemblies.length < 2) return assemblies.map((templates) => [...templates]);
  const chosen = assemblies.map((templates) => new Map(templates.flatMap(namesIn)));
  const words = assemblies.map((templates) => new Set(templates.flatMap(({ body }) => wordsIn(body.Resources))));
  const open = assemblies.map((templates) => {
    const exported = new Set(templates.flatMap(({ body }) => exportsOf(body)));
    return templates.some((template) => attachesByName(template) || importsOf(template.body.Resources).some((name) => !exported.has(name)));
  });
  const names = (one: number, other: number): boolean => open[one] || [...chosen[other]].some(([key, name]) => !chosen[one].has(key) && words[one].has(name));
  const groups: number[][] = [];
  assemblies.forEach((_templates, one) => {
    const near = groups.filter((group) => group.some((other) => names(one, other) || names(other, one)));
    const group = [...near.flat(), one].sort((a, b) => a - b);
    groups.splice(0, groups.length, ...groups.filter((kept) => !near.includes(kept)), group);
  });
  return groups.map((group) => group.flatMap((index) => assemblies[index]));
}

/** The names that a template gives to its own resources, each with the type: a queue may be named as a role is. */
function namesIn({ body }: RawTemplate): [string, string][] {
  return resourcesOf(body).flatMap(({ Type, Properties }) => Object.entries(isObject(Properties) ? Properties : {})
    .flatMap(([key, value]): [string, string][] => (NAMING.test(key) && typeof value === 'string' ? [[`${textIn(Type)} ${value}`, value]] : [])));
}

/** Where a policy says what it is attached to. */
const ATTACHED = ['Roles', 'RoleName', 'Bucket'];

/**
 * Whether a template attaches a policy to what it does not hold by a name: the name of the other may be put together, so that no word tells which of them has it.
 */
function attachesByName({ body }: RawTemplate): boolean {
  const resources = resourcesOf(body);
  const own = new Set(Object.keys(isObject(body.Resources) ? body.Resources : {}));
  const chosen = new Set(namesIn({ file: '', body }).map(([, name]) => name));
  const isForeign = (value: unknown): boolean => (typeof value === 'string' ? !chosen.has(value) : isObject(value) && !own.has(textIn(value.Ref)) && !own.has(textIn([value['Fn::GetAtt']].flat()[0]).split('.')[0]));
  return resources.some(({ Type, Properties }) => /^AWS::(?:IAM::\w*Policy|S3::BucketPolicy)$/.test(textIn(Type)) && isObject(Properties)
    && ATTACHED.some((name) => [Properties[name]].flat().some(isForeign)));
}

/** What a template takes over from other stacks, by the name under which they export it; one that is put together is none of them. */
function importsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(importsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'Fn::ImportValue' ? [typeof part === 'string' ? part : ''] : importsOf(part)));
}

function exportsOf({ Outputs }: Readonly<Record<string, unknown>>): string[] {
  const outputs = isObject(Outputs) ? Object.values(Outputs) : [];
  return outputs.flatMap((output) => (isObject(output) && isObject(output.Export) && typeof output.Export.Name === 'string' ? [output.Export.Name] : []));
}

function resourcesOf(body: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  return (isObject(body.Resources) ? Object.values(body.Resources) : []).filter(isObject);
}

/** All that could be a name, wherever it stands. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(BESIDES_NAMES);
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  return isObject(value) ? Object.values(value).flatMap(wordsIn) : [];
}
