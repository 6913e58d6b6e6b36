import { firstDifference } from '../../scripts/test/api-step';
import { commandStep } from '../../scripts/test/command-step';
import { one, plainLine, sum } from '../../scripts/test/counts';
import { checkCounts } from '../../scripts/test/emulator-step';
import { jestCounts } from '../../scripts/test/jest-step';
import { junitCounts } from '../../scripts/test/pytest-step';
import { runStages } from '../../scripts/test/step';
import type { Counts } from '../../scripts/test/counts';
import type { Step } from '../../scripts/test/step';

describe('counts', () => {
  test('add up', () => {
    expect(sum([one(true), one(false), { passed: 3, failed: 0, skipped: 2 }])).toEqual({ passed: 4, failed: 1, skipped: 2 });
    expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  test('read as one plain line, skipped ones only when there are any', () => {
    expect(plainLine({ passed: 7, failed: 0, skipped: 0 })).toBe('7 passed, 0 failed');
    expect(plainLine({ passed: 7, failed: 1, skipped: 2 })).toBe('7 passed, 1 failed, 2 skipped');
  });
});

describe('jest', () => {
  const results = { success: true, numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, numRuntimeErrorTestSuites: 0 };

  test('its own numbers are taken', () => {
    expect(jestCounts(results)).toEqual({ passed: 5, failed: 0, skipped: 2 });
    expect(jestCounts({ ...results, success: false, numFailedTests: 2 })).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  test('a file that could not run is a failure', () => {
    expect(jestCounts({ ...results, success: false, numFailedTests: 1, numRuntimeErrorTestSuites: 1 }).failed).toBe(2);
  });

  test('a failure of jest without a failed test is not lost', () => {
    expect(jestCounts({ ...results, success: false }).failed).toBe(1);
  });
});

describe('pytest', () => {
  const report = (attributes: string) => `<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" ${attributes}></testsuite></testsuites>`;

  test('the numbers of its report are taken', () => {
    expect(junitCounts(report('errors="1" failures="2" skipped="3" tests="10"'), false)).toEqual({ passed: 4, failed: 3, skipped: 3 });
  });

  test('a failure of pytest without a failed test is not lost', () => {
    expect(junitCounts(report('errors="0" failures="0" skipped="0" tests="0"'), false)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('a report without numbers is an error', () => {
    expect(() => junitCounts('<html/>', true)).toThrow('the JUnit report has no testsuite');
    expect(() => junitCounts(report('tests="1"'), true)).toThrow('the JUnit report lacks numbers: name="pytest" tests="1"');
  });
});

test('what the emulator cannot do counts as skipped', () => {
  expect(checkCounts([
    { outcome: 'allowed', what: 'a' }, { outcome: 'refused', what: 'b' }, { outcome: 'equal', what: 'c' },
    { outcome: 'not-here', what: 'd' }, { outcome: 'failed', what: 'e' },
  ])).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

describe('steps', () => {
  const step = (name: string, counts: Counts | Error): Step => ({
    name, run: () => counts instanceof Error ? Promise.reject(counts) : Promise.resolve(counts),
  });

  test('one that crashes has failed, and the next ones run', async () => {
    const lines: string[] = [];
    const results = await runStages([[[step('first', new Error('it broke')), step('second', one(true))]]], (line) => lines.push(line));
    expect(results.map(({ name, counts }) => [name, plainLine(counts)])).toEqual([['first', '0 passed, 1 failed'], ['second', '1 passed, 0 failed']]);
    expect(lines).toContain('it broke');
    expect(lines).toContain('\n=== second');
  });

  test('of rows beside each other the lines of a step stay together, and the next stage waits', async () => {
    const lines: string[] = [];
    const passed: Step = { name: 'quick', run: async (print) => { print('quick line'); return Promise.resolve(one(true)); } };
    const slow: Step = {
      name: 'slow', run: async (print) => {
        print('slow begins');
        for (let i = 0; i < 50; i++) await Promise.resolve();
        print('slow ends');
        return one(false);
      },
    };
    const results = await runStages([[[slow], [passed, step('crashed', new Error('it broke'))]], [[step('last', one(true))]]], (line) => lines.push(line));
    expect(results.map(({ name, counts }) => [name, plainLine(counts)])).toEqual([['slow', '0 passed, 1 failed'], ['quick', '1 passed, 0 failed'], ['crashed', '0 passed, 1 failed'], ['last', '1 passed, 0 failed']]);
    const at = (line: string) => lines.indexOf(line);
    expect(at('quick line')).toBe(at('\n=== quick') + 1);
    expect(at('slow begins')).toBe(at('\n=== slow') + 1);
    expect(at('slow ends')).toBe(at('slow begins') + 1);
    expect(at('\n... slow')).toBeLessThan(at('\n=== quick'));
    expect(at('\n=== last')).toBeGreaterThan(at('slow ends'));
  });

  test('a command is one check', async () => {
    const lines: string[] = [];
    const run = (code: string) => commandStep('node', process.execPath, ['-e', code]).run((line) => lines.push(line));
    expect(await run('console.log("fine")')).toEqual(one(true));
    expect(await run('console.error("bad"); process.exit(3)')).toEqual(one(false));
    expect(lines).toEqual(['fine', 'bad']);
  });
});

test('the first difference of two texts is named', () => {
  expect(firstDifference('a\nb\n', 'a\nb')).toBeUndefined();
  expect(firstDifference('a\nb', 'a\nc')).toBe('line 2:\n  committed: b\n  current:   c');
  expect(firstDifference('a', 'a\nb')).toBe('line 2:\n  committed: (nothing)\n  current:   b');
});
