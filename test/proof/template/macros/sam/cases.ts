import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate } from '../../../../../lib/proof/template/parse';

/** The inputs and what the transform makes of them, by name. */
export const INPUTS = join(__dirname, 'inputs');
export const EXPECTED = join(__dirname, 'expected.json');

export function inputs(): ReadonlyMap<string, Record<string, unknown>> {
  const files = readdirSync(INPUTS).filter((file) => file.endsWith('.yaml')).sort();
  return new Map(files.map((file) => [file.replace(/\.yaml$/, ''), parseTemplate(readFileSync(join(INPUTS, file), 'utf8'), file)]));
}
