/** A template with one thing taken out of it. */
export interface Mutant {
  /** What was taken out, as a path. */
  readonly name: string;
  readonly body: Record<string, unknown>;
}

type Json = Record<string, unknown>;
type Path = readonly (string | number)[];
const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every mutant of a template: each condition operator and key, each Deny, each slash beside a variable of a resource or condition, one at a time. */
export function mutantsOf(template: Json): Mutant[] {
  const mutants: Mutant[] = [];
  const add = (path: Path, change: (parent: never, key: string | number) => void, note = ''): void => {
    const body = structuredClone(template);
    const parent = path.slice(0, -1).reduce<unknown>((value, key) => (value as Json)[key], body);
    change(parent as never, path.at(-1)!);
    mutants.push({ name: `${path.slice(1).join('/')}${note}`, body });
  };
  const remove = (path: Path): void => add(path, (parent: Json & unknown[], key) => (Array.isArray(parent) ? parent.splice(key as number, 1) : delete parent[key]));
  for (const [path, statement] of statementsOf(template)) {
    if (statement.Effect === 'Deny') remove(path);
    for (const [operator, keys] of Object.entries((statement.Condition ?? {}) as Record<string, Json>)) {
      remove([...path, 'Condition', operator]);
      // With one key, deleting it is deleting the operator.
      if (Object.keys(keys).length > 1) for (const key of Object.keys(keys)) remove([...path, 'Condition', operator, key]);
    }
    for (const [at, text] of textsOf(statement, path)) {
      for (const found of text.matchAll(/(\/)?\$\{(?!Token)[^}]*:[^}]*\}(\/)?/g)) {
        const places = [...(found[1] ? [found.index] : []), ...(found[2] ? [found.index + found[0].length - 1] : [])];
        for (const place of places) {
          add(at, (parent: Json, key) => {
            parent[key] = text.slice(0, place) + text.slice(place + 1);
          }, ` without the slash at ${place}`);
        }
      }
    }
  }
  return mutants;
}

function* statementsOf(template: Json): Generator<[Path, Json]> {
  for (const [id, resource] of Object.entries(template.Resources as Record<string, Json>)) {
    for (const path of [['AssumeRolePolicyDocument'], ['PolicyDocument']]) {
      const at = ['Resources', id, 'Properties', ...path, 'Statement'];
      const list = at.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), template);
      if (Array.isArray(list)) for (const [index, statement] of list.entries()) yield [[...at, index], statement as Json];
    }
    const inline = (resource.Properties as Json | undefined)?.Policies;
    for (const [index, { PolicyDocument }] of (Array.isArray(inline) ? inline as Json[] : []).entries()) {
      const list = (PolicyDocument as Json).Statement as Json[];
      for (const [place, statement] of list.entries()) yield [['Resources', id, 'Properties', 'Policies', index, 'PolicyDocument', 'Statement', place], statement];
    }
  }
}

function* textsOf(value: unknown, path: Path): Generator<[Path, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* textsOf(one, [...path, index]);
  else if (isMap(value)) for (const [key, one] of Object.entries(value)) yield* textsOf(one, [...path, key]);
}
