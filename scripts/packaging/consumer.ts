import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { root } from '../../emulator/paths';
import { run, runOrThrow } from '../../emulator/processes';
import { environmentOf, type Node } from './nodes';
import type { Manifest, TextFile } from './package-files';

/** What projects have beside the package. */
const BESIDE = ['aws-cdk-lib', 'constructs', '@types/node', '@types/jest'];
/** The projects whose program runs as it is. */
const SCRIPTS = { commonjs: 'app.js', esm: 'app.mjs' };
/** The projects in TypeScript, and what runs of them. */
const TYPESCRIPT = { node10: 'out/app.js', node16: 'out/app.js', nodenext: 'out/app.js', bundler: 'bundle.mjs' };
/** The projects with tests. */
const TESTED = ['node16', 'nodenext'];

/** What became of a program; the lines say what is wrong. */
export type Problems = readonly string[];

/** A folder in which the package was installed, with projects that use it. */
export class Consumer {
  readonly scripts: readonly string[] = Object.keys(SCRIPTS);
  readonly typed: readonly string[] = Object.keys(TYPESCRIPT);
  readonly tested: readonly string[] = TESTED;

  /**
   * @param folder a folder above which no other package is found
   */
  constructor(private readonly folder: string) {
    cpSync(join(__dirname, 'projects'), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  }

  /**
   * Installs the package.
   *
   * @param source the tarball, or the URL of a repository
   * @param alone whether what the projects have beside it is taken from this checkout; otherwise npm fetches it
   */
  async install(source: string, alone: boolean): Promise<void> {
    const beside = BESIDE.map((name) => `${name}@${(JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version}`);
    const from = alone ? ['--offline', '--legacy-peer-deps', source] : [source, ...beside];
    await runOrThrow('npm', ['install', '--no-audit', '--no-fund', ...from], { cwd: this.folder });
    for (const path of alone ? BESIDE.map((name) => join('node_modules', name)) : []) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      symlinkSync(join(root, path), join(this.folder, path));
    }
  }

  /** What package.json of the installed package says. */
  get manifest(): Manifest {
    return JSON.parse(this.read('package.json')) as Manifest;
  }

  /** The files of the installed package, with slashes. */
  get files(): readonly string[] {
    return readdirSync(this.installed(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(this.installed().length + 1).replaceAll(sep, '/')).sort();
  }

  /** The files of the installed package with one ending, read. */
  texts(ending: string): readonly TextFile[] {
    return this.files.filter((path) => path.endsWith(ending)).map((path) => ({ path, text: this.read(path) }));
  }

  /** Packs the installed package again: the scripts that its package.json names must do without what a checkout has. */
  async repack(): Promise<Problems> {
    return problemsOf(await run('npm', ['pack', '--dry-run', '--json'], { cwd: this.installed() }));
  }

  /** Compiles a project in TypeScript, and bundles the one that is for a bundler. */
  async compile(project: string): Promise<Problems> {
    const cwd = join(this.folder, project);
    const problems = problemsOf(await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--project', cwd], { cwd }));
    if (problems.length > 0 || project !== 'bundler') return problems;
    return problemsOf(await run(join(root, 'node_modules', '.bin', 'esbuild'), [
      'out/app.js', '--bundle', '--platform=node', '--format=esm', '--external:aws-cdk-lib', '--external:constructs', '--outfile=bundle.mjs',
      "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    ], { cwd }));
  }

  /** Whether programs run on this Node. */
  async runsOn(node: Node): Promise<Problems> {
    const { stdout } = await run('node', ['--print', 'process.versions.node'], { cwd: this.folder, env: environmentOf(node) });
    return stdout === node.version ? [] : [`programs run on Node ${stdout}`];
  }

  /** Runs the program of a project, which checks what it imports and synthesizes an app. */
  async synth(project: string, node: Node): Promise<Problems> {
    const cwd = join(this.folder, project);
    const out = this.outputOf(project, node);
    const result = await run('node', [{ ...SCRIPTS, ...TYPESCRIPT }[project] ?? ''], { cwd, env: { ...environmentOf(node), CDK_OUTDIR: out, CDK_VALIDATION: 'false' } });
    return [...problemsOf(result), ...existsSync(join(out, 'Photos.template.json')) ? [] : ['there is no template']];
  }

  /** Runs the tests of a project with Jest. */
  async test(project: string, node: Node): Promise<Problems> {
    const config = JSON.stringify({ rootDir: join(this.folder, project), roots: ['<rootDir>/out'], testEnvironment: 'node', transform: {} });
    return problemsOf(await run('node', ['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--config', config], {
      cwd: join(this.folder, project), env: { ...environmentOf(node), CDK_VALIDATION: 'false' },
    }));
  }

  /** Runs the command line: its help, and a proof of what a project has synthesized. */
  async commandLine(project: string, node: Node): Promise<Problems> {
    const env = environmentOf(node);
    const help = await run('npx', ['--no-install', 'cdk-cognito-pools', '--help'], { cwd: this.folder, env });
    const proof = await run(join(this.folder, 'node_modules', '.bin', 'cdk-cognito-pools'), ['prove', this.outputOf(project, node)], { cwd: this.folder, env });
    return [...problemsOf(help), ...problemsOf(proof), ...help.stdout.startsWith('usage: cdk-cognito-pools <command>') ? [] : ['--help does not print its usage']];
  }

  private outputOf(project: string, { version }: Node): string {
    return join(this.folder, project, `cdk.out-${version}`);
  }

  private installed(): string {
    return join(this.folder, 'node_modules', 'cdk-cognito-pools');
  }

  private read(path: string): string {
    return readFileSync(join(this.installed(), path), 'utf8');
  }
}

function problemsOf({ code, output }: { readonly code: number; readonly output: string }): Problems {
  return code === 0 ? [] : [`ended with ${code}`, ...output.split('\n').slice(-60)];
}
