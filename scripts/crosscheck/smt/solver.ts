import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PACKAGES = ['cvc5==1.4.2', 'z3-solver==5.4.0.0'];
const FOLDER = join(__dirname, '../../../.work/crosscheck/python');

/** The solvers that are known here. */
export type SolverName = 'cvc5' | 'z3';

/** What a solver says of a script, and how long it took. */
export interface Answer {
  readonly answer: 'sat' | 'unsat' | 'unknown';
  readonly seconds: number;
}

/** Whether the solvers are installed. */
export function solversInstalled(): boolean {
  return existsSync(join(FOLDER, 'cvc5')) && existsSync(join(FOLDER, 'z3'));
}

/** Installs the solvers from the Python package index into a folder of their own, never among the dependencies. */
export function installSolvers(): void {
  if (solversInstalled()) return;
  mkdirSync(FOLDER, { recursive: true });
  const { status } = spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--upgrade', '--target', FOLDER, ...PACKAGES], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${PACKAGES.join(' and ')} could not be installed into ${FOLDER}: python3 with pip is needed`);
}

/** A process that decides scripts of SMT-LIB, one after the other. */
export class Solver {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;

  constructor() {
    this.child = spawn('python3', [join(__dirname, 'solve.py')], { env: { ...process.env, PYTHONPATH: FOLDER, PYTHONDONTWRITEBYTECODE: '1' } });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    this.child.stderr.on('data', (text: Buffer) => process.stderr.write(text));
  }

  /**
   * Decides a script.
   *
   * @param solver by which solver
   * @param script the script
   * @param milliseconds how long it may take
   * @returns the answer
   */
  public async decide(solver: SolverName, script: string, milliseconds: number): Promise<Answer> {
    this.child.stdin.write(`${JSON.stringify({ solver, script, milliseconds })}\n`);
    const line = await this.lines.next();
    if (line.done === true) throw new Error(`${solver} ended without an answer`);
    const { answer, seconds } = JSON.parse(line.value) as { answer: string; seconds: number };
    if (answer !== 'sat' && answer !== 'unsat' && !answer.startsWith('unknown') && !answer.includes('interrupted')) throw new Error(`${solver}: ${answer}\n${script}`);
    return { answer: answer === 'sat' || answer === 'unsat' ? answer : 'unknown', seconds };
  }

  /** Ends the process. */
  public end(): void {
    this.child.stdin.end();
  }
}
