import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examples } from '../examples';
import { proveFiles } from '../lib/proof/prove';
import { forgetAnswers } from '../lib/proof/solver';
import { median } from './median';

/** So many that most of them run code which the engine has compiled: a first reading is measured with the whole process of a synth. */
const ROUNDS = 41;

/** What it costs to prove one example, in a process that has proved before. */
export interface ProofCost {
  readonly name: string;
  readonly milliseconds: number;
  readonly promises: number;
  readonly bytes: number;
}

/** Proves every example again and again, reading its template from the file as a synth does. */
export function measureProofs(): readonly ProofCost[] {
  return Object.keys(examples).map((name) => {
    const file = join(__dirname, '..', 'examples', name, 'expected.template.json');
    const promises = proveFiles([file]).length;
    const times = Array.from({ length: ROUNDS }, () => {
      forgetAnswers();
      const begin = performance.now();
      proveFiles([file]);
      return performance.now() - begin;
    });
    return { name, milliseconds: median(times), promises, bytes: readFileSync(file).length };
  });
}

/** The example with the longest template. */
export function largestExample(): { readonly name: string; readonly body: object } {
  const all = Object.keys(examples).map((name) => ({ name, text: readFileSync(join(__dirname, '..', 'examples', name, 'expected.template.json'), 'utf8') }));
  const [{ name, text }] = all.sort((a, b) => b.text.length - a.text.length);
  return { name, body: JSON.parse(text) as object };
}
