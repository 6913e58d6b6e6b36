import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proveTemplates } from '../../../lib/proof/prove';
import { exampleNames } from '../../support/example-apps';
import { mutantsOf } from './mutants';

type Body = Record<string, unknown>;
const template = (name: string): Body => JSON.parse(readFileSync(join(__dirname, '../../../examples', name, 'expected.template.json'), 'utf8')) as Body;
const open = (body: Body): string[] => proveTemplates([{ file: 'mutant.json', body }], () => undefined)
  .filter(({ verdict }) => verdict !== 'PROVED').map(({ rule, verdict, statement, resource }) => `${rule} ${verdict} ${statement ?? resource}`);

/**
 * What may be taken out without a word: that bucket policies refuse requests without TLS. No promise speaks of transport, and a
 * Deny without its condition refuses everybody.
 */
function harmless(body: Body): string[] {
  return Object.entries(body.Resources as Record<string, { Type: string; Properties: { PolicyDocument: { Statement: Record<string, unknown>[] } } }>)
    .filter(([, { Type }]) => Type === 'AWS::S3::BucketPolicy').flatMap(([id, { Properties }]) => Properties.PolicyDocument.Statement.flatMap((statement, index) => {
      const isTransport = statement.Effect === 'Deny' && JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}';
      const path = `${id}/Properties/PolicyDocument/Statement/${index}`;
      return isTransport ? [path, `${path}/Condition/Bool`] : [];
    }));
}

const promising = exampleNames.filter((name) => JSON.stringify(template(name)).includes('"granted"'));

test.each(promising)('%s: whatever is taken out of a policy turns a verdict and is to blame for one, save what speaks of transport', (name) => {
  const body = template(name);
  expect(open(body)).toEqual([]);
  const mutants = mutantsOf(body);
  expect(mutants.length).toBeGreaterThan(5);
  const outcomes = mutants.map((mutant) => ({ name: mutant.name, turned: open(mutant.body) }));
  expect(outcomes.filter(({ turned }) => turned.length === 0).map((one) => one.name)).toEqual(harmless(body));
  for (const { name: taken, turned } of outcomes) {
    const [id] = taken.split('/');
    const index = /Statement\/(\d+)/.exec(taken)![1];
    // A trust policy that lets in more breaks other promises besides: what strangers then reach is read in other policies.
    if (turned.length > 0) expect(turned.join('\n')).toMatch(new RegExp(` ${id}\\..*Statement\\[${index}\\]$`, 'm'));
  }
});
