import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proveFiles } from '../../lib/proof/prove';

interface Statement {
  readonly Condition?: Record<string, unknown>;
}

/** The verdicts on the tenants example, after a change of each statement of its one policy. */
function verdicts(change: (statement: Statement) => Statement): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'tenants-'));
  try {
    const template = JSON.parse(readFileSync(join(__dirname, '../../examples/tenants/expected.template.json'), 'utf8')) as { Resources: Record<string, { Type: string; Properties: { PolicyDocument: { Statement: Statement[] } } }> };
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::IAM::Policy') Properties.PolicyDocument.Statement = Properties.PolicyDocument.Statement.map(change);
    }
    const file = join(directory, 'tenants.template.json');
    writeFileSync(file, JSON.stringify(template));
    return Object.fromEntries(proveFiles([file]).filter(({ rule }) => rule === 'isolated').map(({ title, subject, verdict }) => [`${title} ${subject}`, verdict]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const without = (operator: string) => ({ Condition = {}, ...statement }: Statement): Statement => ({ ...statement, Condition: Object.fromEntries(Object.entries(Condition).filter(([name]) => name !== operator)) });

test('tenants and users are isolated, for all values of the tag', () => {
  const all = verdicts((statement) => statement);
  expect(Object.values(all).length).toBeGreaterThan(0);
  expect(new Set(Object.values(all))).toEqual(new Set(['PROVED']));
});

test.each(['StringNotLike', 'StringLike', 'ForAllValues:StringEquals'])('not so without %s', (operator) => {
  expect(new Set(Object.values(verdicts(without(operator))))).not.toEqual(new Set(['PROVED']));
});

// What is granted is for items, and requests for items have their keys: Null refuses what reads a table as a whole.
test('without Null, they are as long as nothing is granted but requests for items', () => {
  const unchecked = without('Null');
  expect(new Set(Object.values(verdicts(unchecked)))).toEqual(new Set(['PROVED']));
  const scanning = (statement: Statement & { readonly Action?: unknown }): Statement => (JSON.stringify(statement.Action).includes('dynamodb:') ? { ...unchecked(statement), Action: 'dynamodb:*' } as Statement : statement);
  expect(Object.values(verdicts(scanning))).toContain('VIOLATED');
});
