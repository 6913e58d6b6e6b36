import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../emulator/paths';
import { marked, type Marked } from './marks';
import type { Answer, Question, Survey } from './questions';

/** A change may make a loop that never ends: that is noticed as well. On a machine that is busy the tests alone may take as long, so it is told apart. */
const LONGEST = 120_000;
/** Tests leave things behind in their process. */
const QUESTIONS = 3000;

/** Whether a test fails, none does, or they took too long or ended their process. */
export type Outcome = { readonly kind: 'noticed'; readonly by: string } | { readonly kind: 'not noticed' } | { readonly kind: 'too long' };

interface Place {
  readonly file: string;
  readonly position: number;
  readonly text: string;
}

/** The tests that tell a changed file from the right one, run in a process of their own. */
export class Tests {
  private worker?: ChildProcess;
  private asked = 0;
  private readonly files = new Map<string, Marked>();
  private readonly surveys = new Map<string, Survey>();
  /** How often a test file noticed a change of a file. */
  private readonly noticed = new Map<string, number>();
  /** The tests that failed by a change, and pass without it when they are run alone. */
  private readonly alone = new Map<string, Set<string>>();

  constructor(private readonly paths: readonly string[], private readonly folder: string) {}

  /** Finds out which test comes by which function of the project. */
  async survey(): Promise<void> {
    let next = 0;
    for (const file of ['lib', 'claims', 'lambda'].flatMap((folder) => sourcesIn(folder))) {
      const one = marked(file, readFileSync(join(root, file), 'utf8'), next);
      this.files.set(file, one);
      next += one.marks.length;
      await this.ask({ kind: 'change', path: join(root, file), text: one.text });
    }
    for (const path of this.paths) {
      const answer = await this.ask({ kind: 'survey', path });
      if (answer?.kind !== 'survey') throw new Error(`${path}: ${answer === undefined ? 'took too long' : JSON.stringify(answer)}`);
      const failing = answer.survey.tests.filter(({ failure }) => failure !== undefined);
      if (failing.length > 0) throw new Error(`without a change, ${failing.length} tests of ${path} fail:\n${failing[0].name}\n${failing[0].failure}`);
      this.surveys.set(path, answer.survey);
    }
    this.stop();
  }

  /** Runs the tests that come by the function of a change, one file after the other, until one fails. */
  async outcomeOf({ file, position, text }: Place): Promise<Outcome> {
    const path = join(root, file);
    if (this.asked > QUESTIONS) await this.end();
    await this.ask({ kind: 'change', path, text });
    try {
      for (const { test, names } of this.comingBy(file, position)) {
        const answer = await this.ask({ kind: 'run', path: test, names });
        if (answer === undefined) return { kind: 'too long' };
        if (answer.kind !== 'run') throw new Error(JSON.stringify(answer));
        if (answer.failing === undefined) continue;
        this.noticed.set(`${file} ${test}`, (this.noticed.get(`${file} ${test}`) ?? 0) + 1);
        if (await this.standsAlone(path, text, test, answer.failing)) return { kind: 'noticed', by: `${test}: ${answer.failing}` };
      }
      return { kind: 'not noticed' };
    } finally {
      await this.ask({ kind: 'change', path });
    }
  }

  /** Ends the process, after a look at whether the tests that failed by changes still pass without one. */
  async end(): Promise<void> {
    for (const [test, names] of this.alone) {
      const answer = await this.ask({ kind: 'run', path: test, names: [...names] });
      if (answer?.kind !== 'run' || answer.failing !== undefined) throw new Error(`in a process that ran many changes, a test fails without one: ${JSON.stringify(answer)} of ${test}`);
    }
    this.stop();
  }

  private stop(): void {
    this.worker?.kill('SIGKILL');
    this.worker = undefined;
    this.asked = 0;
  }

  private comingBy(file: string, position: number): { test: string; names?: string[] }[] {
    const marks = new Set(this.marksAt(file, position));
    const found = [...this.surveys].flatMap(([test, { atLoad, tests, milliseconds }]) => {
      const names = tests.filter(({ reached }) => reached.some((mark) => marks.has(mark))).map(({ name }) => name);
      const rank = this.noticed.get(`${file} ${test}`) ?? 0;
      if (atLoad.some((mark) => marks.has(mark))) return [{ test, rank, milliseconds }];
      return names.length === 0 ? [] : [{ test, names, rank, milliseconds: milliseconds * names.length / tests.length }];
    });
    return found.sort((a, b) => b.rank - a.rank || a.milliseconds - b.milliseconds);
  }

  /** What stands outside of functions is used by those of its file and of the files that import it. */
  private marksAt(file: string, position: number): readonly number[] {
    const mark = this.files.get(file)?.markAt(position);
    if (mark !== undefined) return [mark];
    return [...this.files].filter(([other, { imports }]) => other === file || imports.some((path) => [`${path}.ts`, `${path}/index.ts`].includes(file))).flatMap(([, { marks }]) => marks);
  }

  /** Whether the test that failed passes without the change, in the same process: else it fails for what tests before it left. */
  private async standsAlone(path: string, text: string, test: string, name: string): Promise<boolean> {
    if (name === 'loading') return true;
    if (this.alone.get(test)?.has(name) === true) return true;
    await this.ask({ kind: 'change', path });
    const answer = await this.ask({ kind: 'run', path: test, names: [name] });
    await this.ask({ kind: 'change', path, text });
    if (answer?.kind !== 'run' || answer.failing !== undefined) return false;
    this.alone.set(test, (this.alone.get(test) ?? new Set()).add(name));
    return true;
  }

  private async ask(question: Question): Promise<Answer | undefined> {
    this.worker ??= fork(join(__dirname, 'worker.ts'), [], { cwd: root, execArgv: [...process.execArgv, '--max-old-space-size=3000'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, TMPDIR: this.folder, CDK_OUTDIR: join(this.folder, 'cdk.out'), NODE_ENV: 'test' } });
    const worker = this.worker;
    this.asked++;
    return new Promise((resolve) => {
      const done = (answer?: Answer) => {
        clearTimeout(timer);
        worker.removeAllListeners();
        resolve(answer);
      };
      const gone = () => {
        this.stop();
        done();
      };
      const timer = setTimeout(gone, LONGEST);
      worker.once('message', done);
      worker.once('exit', gone);
      worker.send(question);
    });
  }
}

/** The tests of constructs, of back ends and of the Lambda authorizer, of which the path begins with one of these. */
export function testFiles(starts: readonly string[]): string[] {
  const folders = ['', 'app-client', 'authorizers', 'claims', 'client', 'federation', 'grants', 'identity-pool', 'lambda', 'managed-login', 'mapping', 'moving-in', 'private', 'proof/across-stacks', 'sign-in', 'user-pool'];
  return folders.flatMap((folder) => readdirSync(join(root, 'test', folder)).filter((name) => name.endsWith('.test.ts')).map((name) => join('test', folder, name)))
    .filter((path) => starts.some((start) => path.startsWith(start))).map((path) => join(root, path));
}

/** The prover is left out: it does not decide who gets in. */
function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return path === 'lib/proof' ? [] : sourcesIn(path);
    return path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : [];
  });
}
