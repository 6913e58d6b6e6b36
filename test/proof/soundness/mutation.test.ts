import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proveTemplates } from '../../../lib/proof/prove';
import { exampleNames } from '../../support/example-apps';
import { mutantsOf } from './mutants';

type Body = Record<string, unknown>;
const template = (name: string): Body => JSON.parse(readFileSync(join(__dirname, '../../../examples', name, 'expected.template.json'), 'utf8')) as Body;
const open = (body: Body): string[] => proveTemplates([{ file: 'mutant.json', body }], () => undefined)
  .filter(({ verdict }) => verdict !== 'PROVED').map(({ rule, verdict, statement, resource }) => `${rule} ${verdict} ${statement ?? resource}`);

const TRANSPORT = 'the bucket policy refuses requests without TLS: no promise speaks of transport, and a Deny without its condition refuses everybody';
const HARMLESS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'photo-upload': {
    'PhotosPolicyD6A72A52/Properties/PolicyDocument/Statement/0': TRANSPORT,
    'PhotosPolicyD6A72A52/Properties/PolicyDocument/Statement/0/Condition/Bool': TRANSPORT,
  },
  'storefront-guests': {
    'CatalogPolicyAAFBEA99/Properties/PolicyDocument/Statement/0': TRANSPORT,
    'CatalogPolicyAAFBEA99/Properties/PolicyDocument/Statement/0/Condition/Bool': TRANSPORT,
  },
  'google-photos': {
    'PhotosPolicyD6A72A52/Properties/PolicyDocument/Statement/0': TRANSPORT,
    'PhotosPolicyD6A72A52/Properties/PolicyDocument/Statement/0/Condition/Bool': TRANSPORT,
  },
  'back-office': {
    'PapersPolicy66EC568C/Properties/PolicyDocument/Statement/0': TRANSPORT,
    'PapersPolicy66EC568C/Properties/PolicyDocument/Statement/0/Condition/Bool': TRANSPORT,
  },
  'tenants': {
    'DocumentsPolicy2E972B69/Properties/PolicyDocument/Statement/0': TRANSPORT,
    'DocumentsPolicy2E972B69/Properties/PolicyDocument/Statement/0/Condition/Bool': TRANSPORT,
  },
};

const promising = exampleNames.filter((name) => JSON.stringify(template(name)).includes('"granted"'));

test.each(promising)('%s: whatever is taken out of a policy turns a verdict and is to blame, save what is listed', (name) => {
  const body = template(name);
  expect(open(body)).toEqual([]);
  const mutants = mutantsOf(body);
  expect(mutants.length).toBeGreaterThan(5);
  const outcomes = mutants.map((mutant) => ({ name: mutant.name, turned: open(mutant.body) }));
  expect(outcomes.filter(({ turned }) => turned.length === 0).map((one) => one.name)).toEqual(Object.keys(HARMLESS[name] ?? {}));
  for (const { name: taken, turned } of outcomes) {
    const [id] = taken.split('/');
    const index = /Statement\/(\d+)/.exec(taken)![1];
    for (const line of turned) expect(line).toMatch(new RegExp(` ${id}\\..*Statement\\[${index}\\]$`));
  }
});
