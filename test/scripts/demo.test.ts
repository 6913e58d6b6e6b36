import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stacksOf } from '../../scripts/assembly';
import { chosen, demoArguments } from '../../scripts/demo/arguments';
import { proveExample, provedInWords } from '../../scripts/demo/proofs';
import { summary } from '../../scripts/demo/summary';
import { Progress } from '../../scripts/progress';
import { asItMustBe, checkLine } from '../../scripts/report';

describe('arguments', () => {
  test('none means every example, and an end', () => {
    expect(demoArguments([])).toEqual({ keep: false, open: false, stop: false, verbose: false, names: [] });
    expect(chosen(['a', 'b'], [])).toEqual(['a', 'b']);
  });

  test('the page is that of photo-upload', () => {
    expect(demoArguments(['--open'])).toMatchObject({ open: true, names: ['photo-upload'] });
  });

  test('names choose, in the order of all', () => {
    expect(demoArguments(['b', '--keep', 'a'])).toEqual({ keep: true, open: false, stop: false, verbose: false, names: ['b', 'a'] });
    expect(chosen(['a', 'b', 'c'], ['c', 'a'])).toEqual(['a', 'c']);
  });

  test('an unknown name or option is an error', () => {
    expect(() => chosen(['a', 'b'], ['a', 'x', 'y'])).toThrow("no example 'x', 'y', only: a, b");
    expect(() => demoArguments(['--kept'])).toThrow("Unknown option '--kept'");
  });

  test('an account of AWS is named by its id, never by default', () => {
    expect(demoArguments(['--aws', '111122223333', 'photo'])).toMatchObject({ aws: '111122223333', names: ['photo'] });
    expect(demoArguments([])).not.toHaveProperty('aws');
    expect(() => demoArguments(['--aws'])).toThrow('argument missing');
    expect(() => demoArguments(['--aws', 'photo'])).toThrow("'--aws' takes the 12 digits of an account id, not 'photo'");
    expect(() => demoArguments(['--aws', '111122223333', '--keep'])).toThrow("'--aws' is of no emulator: leave out --keep, --open and --stop");
  });
});

test('the stacks of an assembly are found with their templates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  try {
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: {
      'Tree': { type: 'cdk:tree' },
      'photo.assets': { type: 'cdk:asset-manifest' },
      'photo': { type: 'aws:cloudformation:stack', properties: { templateFile: 'photo.template.json' } },
    } }));
    expect(stacksOf(folder)).toEqual({ photo: join(folder, 'photo.template.json') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a check is one line', () => {
  expect(checkLine({ outcome: 'refused', what: 'bob reads it', detail: 'AccessDenied' })).toBe('  refused   bob reads it (AccessDenied)');
  expect(checkLine({ outcome: 'failed', what: 'x' })).toBe('  FAILED    x');
});

describe('the summary', () => {
  const proofs = { promises: 2, proved: 2 };
  const checks = [{ outcome: 'allowed', what: 'a' }, { outcome: 'refused', what: 'b' }] as const;

  test('counts each example and all, and says what was not tried', () => {
    const { text } = summary({
      photo: { proofs, checks: [...checks, { outcome: 'failed', what: 'c' }] },
      storefront: { proofs: { promises: 3, proved: 1 }, checks: [{ outcome: 'equal', what: 'd' }, { outcome: 'not-here', what: 'e', detail: 'why' }] },
    }, 12.4);
    expect(text.split('\n')).toEqual([
      'Summary',
      '  photo       2 of 2 promises proved, 1 allowed, 1 refused as they must be, 0 equal, 1 failed',
      '  storefront  1 of 3 promises proved, 0 allowed, 0 refused as they must be, 1 equal, 0 failed, 1 not tried: the emulator cannot',
      '3 of 5 promises proved, 1 allowed, 1 refused as they must be, 1 equal, 1 failed, 1 not tried: the emulator cannot, in 12 s',
    ]);
  });

  test.each([
    ['everything proved and as it must be', { proofs, checks }, true],
    ['a failed check', { proofs, checks: [...checks, { outcome: 'failed', what: 'c' } as const] }, false],
    ['a promise that is not proved', { proofs: { promises: 2, proved: 1 }, checks }, false],
  ])('%s', (_, result, good) => {
    expect(summary({ photo: result }, 1).good).toBe(good);
  });
});

describe('the promises of a template', () => {
  const proved = join(__dirname, '../../examples/server-to-server/expected.template.json');
  const recorded = join(__dirname, '../../examples/photo-upload/expected.template.json');

  test('are counted, and those that are not proved are told in full', () => {
    const directory = mkdtempSync(join(tmpdir(), 'demo-'));
    const file = join(directory, 'open.template.json');
    writeFileSync(file, readFileSync(recorded, 'utf8').replaceAll('"version": 2', '"version": 99'));
    const { tally, told } = proveExample(file, false);
    rmSync(directory, { recursive: true });
    expect(tally.promises - tally.proved).toBeGreaterThan(0);
    expect(told.join('\n')).toMatch(/^ {2}UNKNOWN +what is promised can be read/m);
  });

  test('are told all the same where everything is asked for', () => {
    const { tally, told } = proveExample(proved, true);
    expect(tally.proved).toBe(tally.promises);
    expect(told).toHaveLength(tally.promises);
    expect(proveExample(proved, false)).toEqual({ tally, told: [] });
  });

  test('read as one plain count', () => {
    expect(provedInWords({ promises: 3, proved: 2 })).toBe('2 of 3 promises proved');
  });
});

test('a call that failed or could not be made is not as it must be', () => {
  const outcomes = (['allowed', 'refused', 'equal', 'not-here', 'failed'] as const).filter((outcome) => !asItMustBe({ outcome, what: 'x' }));
  expect(outcomes).toEqual(['not-here', 'failed']);
});

test("a tool's lines are shown apart, without its noise", () => {
  const lines: string[] = [];
  const progress = new Progress((line) => lines.push(line));
  for (const line of ['photo |  0 | CREATE_IN_PROGRESS | AWS::S3::Bucket', 'photo |  1 | CREATE_COMPLETE | AWS::S3::Bucket', '', 'photo: start: Building']) {
    progress.tool(line);
  }
  expect(lines).toEqual(['    | photo |  1 | CREATE_COMPLETE | AWS::S3::Bucket']);
});
