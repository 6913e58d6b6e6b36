import { evaluate } from '../../../lib/proof/iam/evaluate';
import type { Policy } from '../../../lib/proof/iam/policy';
import type { Principal } from '../../../lib/proof/iam/request';
import type { ScenarioPolicy } from '../scenarios/read';
import { readManaged, readPolicy, readScenarios } from '../scenarios/read';

interface Scenario {
  readonly title?: string;
  /** One statement of an identity policy. */
  readonly statement?: Readonly<Record<string, unknown>>;
  /** Its Condition alone: it allows everything else. */
  readonly condition?: unknown;
  readonly policies?: readonly ScenarioPolicy[];
  readonly managed?: string;
  readonly version?: string | null;
  /** Whether the statement stands alone, not in a list. */
  readonly single?: boolean;
  readonly cases: readonly {
    readonly action?: string;
    readonly resource?: string;
    readonly context?: Readonly<Record<string, string | string[]>>;
    readonly principal?: Principal;
    readonly verdict: string;
    readonly statement?: string;
    readonly reason?: string;
  }[];
}

const SESSION: Principal = {
  kind: 'session',
  roleArn: 'arn:aws:iam::111122223333:role/App',
  sessionArn: 'arn:aws:sts::111122223333:assumed-role/App/CognitoIdentityCredentials',
  account: '111122223333',
};

function policiesOf(scenario: Scenario): Policy[] {
  if (scenario.managed !== undefined) return [readManaged(scenario.managed)];
  const statement = scenario.statement ?? { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: scenario.condition };
  const policies = scenario.policies ?? [{ kind: 'identity' as const, statements: scenario.single ? statement as unknown as unknown[] : [statement] }];
  return policies.map((policy) => readPolicy(policy, scenario.version));
}

describe.each(readScenarios<Scenario>('evaluate'))('%s', (_file, { source, scenarios }) => {
  const cases = scenarios.flatMap((scenario) => scenario.cases.map((one, index): [string, Scenario, Scenario['cases'][number]] => [
    `${scenario.title ?? scenario.managed}, case ${index + 1}: ${one.verdict}`, scenario, one,
  ]));

  test('rests on an AWS page', () => expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//));

  test.each(cases)('%s', (_title, scenario, one) => {
    const answer = evaluate(policiesOf(scenario), {
      action: one.action ?? 's3:GetObject', resource: one.resource ?? 'arn:aws:s3:::bucket/a', context: one.context ?? {}, principal: one.principal ?? SESSION,
    });
    expect(answer).toMatchObject({ verdict: one.verdict, ...(one.statement !== undefined && { statement: one.statement }) });
    expect(answer.reason).toContain(one.reason ?? ' ');
  });
});
