import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IsolationClaim, Subject, RequestSet } from '../../lib/proof/solver';
import type { Policy } from '../../lib/proof/iam/policy';
import { mutantsOf } from '../../test/proof/soundness/mutants';
import type { Claim } from './proofs';

const EXAMPLES = join(__dirname, '../../examples');
const load = createRequire(__filename);

type Body = Record<string, unknown>;
type Questions = typeof import('../../lib/proof/solver');

/**
 * The claims that the promises of the examples come down to: what the prover asks itself while it reads their templates.
 *
 * @returns the claims of each, as it is and with each part of its policies taken out in turn
 */
export function exampleClaims(): Claim[] {
  const claims = new Map<string, Claim>();
  const keep = (claim: Claim): void => {
    claims.set(JSON.stringify(claim), claim);
  };
  const file = load.resolve('../../lib/proof/solver');
  // What was read before asks its questions unheard: the prover is read anew.
  for (const path of Object.keys(load.cache).filter((one) => /[\\/]lib[\\/]proof[\\/]/.test(one))) delete load.cache[path];
  const original = load(file) as Questions;
  // Whoever reads the module after this reads these: they note the question before it is answered.
  load.cache[file]!.exports = {
    ...original,
    proveIsolated: (claim: IsolationClaim) => { keep({ kind: 'isolated', claim }); return original.proveIsolated(claim); },
    proveContained: (person: Subject, intended: readonly Policy[]) => { keep({ kind: 'contained', person, intended }); return original.proveContained(person, intended); },
    findAllowed: (person: Subject, requests: RequestSet) => { keep({ kind: 'out of reach', person, requests }); return original.findAllowed(person, requests); },
  } satisfies Partial<Questions>;
  const { proveTemplates } = load('../../lib/proof/prove') as typeof import('../../lib/proof/prove');
  for (const name of readdirSync(EXAMPLES)) {
    const path = join(EXAMPLES, name, 'expected.template.json');
    if (!existsSync(path)) continue;
    const body = JSON.parse(readFileSync(path, 'utf8')) as Body;
    for (const one of [body, ...mutantsOf(body).map((mutant) => mutant.body)]) proveTemplates([{ file: `${name}.json`, body: one }], () => undefined);
  }
  load.cache[file]!.exports = original;
  if (claims.size === 0) throw new Error('the examples ask nothing of the solver: their claims were not noted');
  return [...claims.values()];
}
