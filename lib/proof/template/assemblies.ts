import { isObject } from './parameters';
import type { RawTemplate } from './scope';

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
  const open = assemblies.map((templates) => templates.some(attachesByName));
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
    .flatMap(([key, value]): [string, string][] => (NAMING.test(key) && typeof value === 'string' ? [[`${String(Type)} ${value}`, value]] : [])));
}

/** Where a policy says what it is attached to. */
const ATTACHED = ['Roles', 'RoleName', 'Bucket'];

/**
 * Whether a template takes something over from other stacks, or attaches a policy to what it does not hold by a name that is put
 * together: which of the others has it cannot be told from a word.
 */
function attachesByName({ body }: RawTemplate): boolean {
  const resources = resourcesOf(body);
  const own = new Set(Object.keys(isObject(body.Resources) ? body.Resources : {}));
  const isForeign = (value: unknown): boolean => isObject(value) && !own.has(String(value.Ref)) && !own.has(String([value['Fn::GetAtt']].flat()[0]).split('.')[0]);
  return holdsImport(body.Resources) || resources.some(({ Type, Properties }) => /^AWS::(?:IAM::\w*Policy|S3::BucketPolicy)$/.test(String(Type)) && isObject(Properties)
    && ATTACHED.some((name) => [Properties[name]].flat().some(isForeign)));
}

function holdsImport(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsImport);
  return isObject(value) && Object.entries(value).some(([key, part]) => key === 'Fn::ImportValue' || holdsImport(part));
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
