import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly artifacts?: Readonly<Record<string, { readonly type: string; readonly properties?: { readonly templateFile?: string } }>>;
}

/** The stacks of a synthesized app by name, each with the path of its template. */
export function stacksOf(folder: string): Readonly<Record<string, string>> {
  const { artifacts = {} } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const stacks = Object.entries(artifacts).filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack');
  return Object.fromEntries(stacks.map(([name, { properties }]) => [name, join(folder, properties?.templateFile ?? '')]));
}
