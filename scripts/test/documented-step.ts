import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../../emulator/paths';
import { one } from './counts';
import type { Step } from './step';

interface Documented {
  readonly docs?: { readonly summary?: string };
}

interface ApiMember extends Documented {
  readonly name: string;
  readonly overrides?: string;
  readonly optional?: boolean;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

interface ApiType extends Documented {
  readonly fqn: string;
  readonly datatype?: boolean;
  readonly methods?: readonly ApiMember[];
  readonly properties?: readonly ApiMember[];
  readonly members?: readonly ApiMember[];
}

/** What the public API leaves unsaid: no summary, or an optional property that does not tell its default. */
export function undocumented(types: readonly ApiType[]): string[] {
  return types.flatMap((type) => [
    ...(type.docs?.summary ? [] : [`${type.fqn} has no docstring`]),
    ...[...type.methods ?? [], ...type.properties ?? [], ...type.members ?? []].flatMap((member) => [
      ...(member.docs?.summary || member.overrides ? [] : [`${type.fqn}.${member.name} has no docstring`]),
      ...(type.datatype && member.optional && !member.docs?.default ? [`${type.fqn}.${member.name} is optional and has no @default`] : []),
    ]),
  ]);
}

/** Whether every public type and member says what it is for, read from the assembly that jsii has built. */
export const documentedStep: Step = {
  name: 'the public API is documented (jsii assembly)',
  run: (print) => {
    const missing = undocumented(Object.values(readAssembly().types));
    missing.forEach(print);
    return Promise.resolve(one(missing.length === 0));
  },
};

/** The assembly that jsii has built. */
export function readAssembly(): { readonly types: Readonly<Record<string, ApiType>> } {
  const direct = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8')) as { schema?: string; filename?: string };
  const text = direct.schema === 'jsii/file-redirect' && direct.filename ? gunzipSync(readFileSync(join(root, direct.filename))).toString() : JSON.stringify(direct);
  return JSON.parse(text) as { types: Record<string, ApiType> };
}
