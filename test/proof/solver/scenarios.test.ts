import type { Binding, Domain, OwnedSlice, Subject, RequestSet } from '../../../lib/proof/solver';
import { findAllowed, proveContained, proveIsolated } from '../../../lib/proof/solver';
import { evaluate } from '../../../lib/proof/iam/evaluate';
import type { Principal } from '../../../lib/proof/iam/request';
import type { ScenarioPolicy } from '../scenarios/read';
import { readPolicy, readScenarios, withSymbols } from '../scenarios/read';

interface Scenario {
  readonly title: string;
  readonly policies: readonly ScenarioPolicy[];
  readonly version?: string;
  readonly keys?: Readonly<Record<string, Binding>>;
  readonly principal?: Principal;
  readonly statement?: string;
  readonly reason?: string;
  readonly verdict?: string;
  readonly owner?: Domain;
  readonly caller?: Domain;
  readonly slices?: readonly OwnedSlice[];
  readonly except?: readonly string[];
  readonly allowed?: readonly unknown[];
  readonly found?: string;
  readonly requests?: RequestSet;
}

const SUB: Readonly<Record<string, Binding>> = { 'cognito-identity.amazonaws.com:sub': { kind: 'owner' } };

function personOf({ policies, version, keys, principal }: Scenario): Subject {
  return {
    title: 'somebody', principal: principal ?? { kind: 'session', roleArn: withSymbols('arn:aws:iam::111122223333:role/<Role>'), account: withSymbols('<Account>') }, keys: keys ?? SUB, policies: policies.map((policy) => readPolicy(policy, version)),
  };
}

function answer(scenario: Scenario): { result: string; statement?: string; reason: string } {
  const person = personOf(scenario);
  if (scenario.requests) {
    const { found, statement, reason, request } = findAllowed(person, scenario.requests);
    if (request) expect(evaluate(person.policies, request).verdict).toBe('ALLOWED');
    return { result: found, reason, ...(statement !== undefined && { statement }) };
  }
  const proof = scenario.allowed
    ? proveContained(person, [readPolicy({ kind: 'identity', name: 'Granted', statements: scenario.allowed })])
    : proveIsolated({ owner: scenario.owner!, ...(scenario.caller && { caller: scenario.caller }), slices: scenario.slices!, people: [{ ...person, except: scenario.except }] });
  expect(proof.counterexample !== undefined).toBe(proof.verdict === 'VIOLATED');
  if (proof.counterexample) expect(evaluate(person.policies, proof.counterexample.request).verdict).toBe('ALLOWED');
  return { result: proof.verdict, reason: proof.reason, ...(proof.statement !== undefined && { statement: proof.statement }) };
}

describe.each(readScenarios<Scenario>('prove'))('%s', (_file, { source, scenarios }) => {
  test('rests on an AWS page', () => expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//));

  test.each(scenarios.map((scenario): [string, string, Scenario] => [scenario.title, (scenario.verdict ?? scenario.found)!, scenario]))('%s: %s', (_title, expected, scenario) => {
    const given = answer(scenario);
    expect(given).toMatchObject({ result: expected, ...(scenario.statement !== undefined && { statement: scenario.statement }) });
    expect(given.reason).toContain(scenario.reason ?? ' ');
  });
});
