import { compareTemplates } from '../lib/proof/comparison/compare';
import type { RawTemplate } from '../lib/proof/template/raw-template';
import { median } from './median';
import { largestExample } from './proof';
import { templateOf } from './roles';

const ROUNDS = 5;
const CHANGED = 10;
const SIZES = [250, 500, 1000];

/** What it costs to compare two templates. */
export interface ComparisonCost {
  readonly name: string;
  readonly milliseconds: number;
  /** Regions of access that differ. */
  readonly changes: number;
}

/** Compares the largest example with itself, and templates of ever more roles of which a few have changed. */
export function measureComparisons(): readonly ComparisonCost[] {
  const { name, body } = largestExample();
  return [
    measured(`${name} against itself`, body, () => body),
    ...SIZES.map((roles) => measured(`${roles} roles, ${CHANGED} changed`, templateOf(roles), (template) => withChanges(template))),
  ];
}

function measured(name: string, before: object, change: (template: object) => object): ComparisonCost {
  const side = (body: object): RawTemplate[] => [{ file: 'app.json', body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> }];
  const after = change(before);
  let changes = 0;
  const times = Array.from({ length: ROUNDS }, () => {
    const [earlier, later] = [side(before), side(after)];
    const begin = performance.now();
    changes = compareTemplates(earlier, later).changes.length;
    return performance.now() - begin;
  });
  return { name, milliseconds: median(times), changes };
}

interface Groups {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: { readonly PolicyDocument: { readonly Statement: object[] } } }>;
}

/** Some roles may send to one more queue. */
function withChanges(template: object): object {
  const copy = JSON.parse(JSON.stringify(template)) as Groups;
  const policies = Object.values(copy.Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy').slice(1, 1 + CHANGED);
  for (const { Properties } of policies) Properties.PolicyDocument.Statement.push({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' });
  return copy;
}
