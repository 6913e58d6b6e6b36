import { basename, dirname, join } from 'node:path';
import { jestExpect } from '@jest/expect';
import { bind } from 'jest-each';
import { ModuleMocker } from 'jest-mock';
import { SnapshotState } from 'jest-snapshot';
import { root } from '../../emulator/paths';
import type { Modules } from './modules';

type Step = () => unknown;

interface Block {
  readonly name: string;
  readonly parent?: Block;
  readonly beforeAll: Step[];
  readonly afterAll: Step[];
  readonly beforeEach: Step[];
  readonly afterEach: Step[];
  entered: boolean;
}

interface Test {
  readonly name: string;
  readonly block: Block;
  readonly step: Step;
}

const mocker = new ModuleMocker(globalThis);

/** The tests of one file, collected as the file calls Jest's functions, and run in its order, all of them or some. */
export class Harness {
  readonly tests: Test[] = [];
  private block = blockOf('');

  constructor(path: string, modules: Modules) {
    const test = Object.assign((name: string, step: Step) => { this.tests.push({ name: this.nameOf(name), block: this.block, step }); }, { each: bind((name, step) => test(name, step as Step), false) });
    const describe = Object.assign((name: string, inside: Step) => {
      const outer = this.block;
      this.block = blockOf(this.nameOf(name), outer);
      inside();
      this.block = outer;
    }, { each: bind((name, inside) => describe(name, inside as Step), false) });
    const hooks = Object.fromEntries((['beforeAll', 'afterAll', 'beforeEach', 'afterEach'] as const).map((kind) => [kind, (step: Step) => { this.block[kind].push(step); }]));
    const snapshotState = new SnapshotState(join(dirname(path), '__snapshots__', `${basename(path)}.snap`), { updateSnapshot: 'none', snapshotFormat: { escapeString: false, printBasicPrototype: false }, rootDir: root });
    Object.assign(globalThis, { test, it: test, describe, ...hooks, expect: jestExpect, jest: jestOf(path, modules) });
    jestExpect.setState({ snapshotState, testPath: path } as object);
  }

  /** Runs one test with what stands around it. */
  async run({ name, block, step }: Test): Promise<void> {
    const blocks = around(block);
    jestExpect.setState({ currentTestName: name, assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false, suppressedErrors: [] });
    for (const each of blocks) if (!each.entered) await inTurn(each.beforeAll, each);
    for (const each of blocks) await inTurn(each.beforeEach);
    await step();
    for (const each of [...blocks].reverse()) await inTurn(each.afterEach);
    const wrong = jestExpect.extractExpectedAssertionsErrors();
    if (wrong.length > 0) throw wrong[0].error;
  }

  async end(): Promise<void> {
    const blocks = new Set(this.tests.flatMap(({ block }) => around(block)).filter(({ entered }) => entered));
    for (const block of blocks) await inTurn(block.afterAll);
    mocker.restoreAllMocks();
  }

  private nameOf(name: string): string {
    return `${this.block.name} ${name}`.trim();
  }
}

/** As much of Jest's own object as the tests use. */
function jestOf(path: string, modules: Modules): Partial<typeof jest> {
  return {
    fn: mocker.fn.bind(mocker) as typeof jest.fn,
    spyOn: mocker.spyOn.bind(mocker),
    restoreAllMocks: () => {
      mocker.restoreAllMocks();
      return jest;
    },
    isolateModules: (step) => {
      modules.apart(step);
      return jest;
    },
    requireActual: modules.requireOf(path) as typeof jest.requireActual,
  };
}

function blockOf(name: string, parent?: Block): Block {
  return { name, parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [], entered: false };
}

function around(block: Block | undefined): Block[] {
  return block === undefined ? [] : [...around(block.parent), block];
}

async function inTurn(steps: readonly Step[], entered?: Block): Promise<void> {
  if (entered !== undefined) entered.entered = true;
  for (const step of steps) await step();
}
