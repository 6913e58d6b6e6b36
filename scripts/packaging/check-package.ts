import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { undoAtEnd } from '../../emulator/cleanup';
import { one, sum, type Counts } from '../test/counts';
import { cleanClone, pack } from './clean-clone';
import { Consumer, type Problems } from './consumer';
import { currentNode, nodeOf, VERSIONS, type Node } from './nodes';
import { danglingLinks, installScripts, missingTargets, strayImports, unnamedBundles } from './package-files';

/** Checks the package as its users get it: packed from a clean clone, installed, imported and run. */
export class PackageCheck {
  private readonly counts: Counts[] = [];

  constructor(private readonly print: (line: string) => void) {}

  /** On the Node that runs this, with the dependencies of this checkout: for `npm test`. */
  async brief(): Promise<Counts> {
    return this.inTemporaryFolder((folder) => this.check(folder, false, [currentNode]));
  }

  /** On every Node that the package is for, with dependencies that npm fetches, and as a git dependency too. */
  async complete(): Promise<Counts> {
    const nodes: Node[] = [];
    for (const version of VERSIONS) nodes.push(await nodeOf(version, this.print));
    return this.inTemporaryFolder(async (folder) => {
      const files = await this.check(folder, true, nodes);
      const fromGit = new Consumer(join(folder, 'git-consumer'));
      await fromGit.install(`git+${pathToFileURL(join(folder, 'clone')).href}`, false);
      this.record('a git dependency has the files of the tarball', differences(fromGit.files, files));
    });
  }

  private async inTemporaryFolder(use: (folder: string) => Promise<unknown>): Promise<Counts> {
    const folder = mkdtempSync(join(lonelyFolder(), 'cdk-cognito-pools-'));
    const remove = () => { rmSync(folder, { recursive: true, force: true }); };
    const undone = undoAtEnd(() => Promise.resolve(remove()));
    try {
      await use(folder);
    } finally {
      undone();
      remove();
    }
    return sum(this.counts);
  }

  private async check(folder: string, fetch: boolean, nodes: readonly Node[]): Promise<readonly string[]> {
    cleanClone(join(folder, 'clone'));
    const { file, packed, unpacked } = await pack(join(folder, 'clone'), fetch);
    this.print(`the tarball has ${Math.round(packed / 1000)} kB, unpacked ${Math.round(unpacked / 1000)} kB`);
    const consumer = new Consumer(join(folder, 'consumer'));
    await consumer.install(file, !fetch);
    this.checkFiles(consumer);
    this.record('the installed package can be packed again', await consumer.repack());
    // A compiler costs ten seconds: the resolution of old projects is left to the complete check.
    const typed = consumer.typed.filter((project) => fetch || project !== 'node10');
    const compiled = await Promise.all(typed.map((project) => consumer.compile(project)));
    typed.forEach((project, i) => { this.record(`a project in TypeScript compiles (${project})`, compiled[i]); });
    const whole = typed.filter((_, i) => compiled[i].length === 0);
    for (const node of nodes) await this.checkPrograms(consumer, whole, node);
    return consumer.files;
  }

  private checkFiles(consumer: Consumer): void {
    const { manifest, files } = consumer;
    const pages = consumer.texts('.md').filter(({ path }) => !path.startsWith('node_modules/'));
    this.record('what package.json names is there', missingTargets(manifest, files));
    this.record('nothing runs when it is installed', installScripts(manifest, files));
    this.record('links lead to pages of the package', pages.flatMap((page) => danglingLinks(page, pages, files)));
    this.record('declarations import what is installed', consumer.texts('.d.ts').filter(({ path }) => path.startsWith('build/')).flatMap((declaration) => strayImports(declaration, manifest)));
    this.record('NOTICE names what is bundled', unnamedBundles(files, consumer.texts('NOTICE').map(({ text }) => text).join('')));
    const wanted = ['API.md', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'build/lambda/authorizer/index.js', 'build/report-page/page.js'];
    this.record('documents, licences and the code of functions are there', wanted.filter((file) => !files.includes(file)));
  }

  private async checkPrograms(consumer: Consumer, compiled: readonly string[], node: Node): Promise<void> {
    this.record(`programs run on Node ${node.version}`, await consumer.runsOn(node));
    for (const project of [...consumer.scripts, ...compiled]) this.record(`a project imports every entry and synthesizes (${project}, Node ${node.version})`, await consumer.synth(project, node));
    for (const project of consumer.tested.filter((name) => compiled.includes(name))) this.record(`Jest has the matchers (${project}, Node ${node.version})`, await consumer.test(project, node));
    this.record(`the command line runs (Node ${node.version})`, await consumer.commandLine('esm', node));
  }

  private record(name: string, problems: Problems): void {
    this.counts.push(one(problems.length === 0));
    this.print(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    for (const problem of problems) this.print(`       ${problem}`);
  }
}

/** A folder from which no package is found: with some in a folder above, what the package lacks would not be missed. */
function lonelyFolder(): string {
  const candidates = [tmpdir(), '/var/tmp', homedir()];
  const withPackages = (folder: string): boolean => existsSync(join(folder, 'node_modules')) || (dirname(folder) !== folder && withPackages(dirname(folder)));
  const folder = candidates.find((candidate) => existsSync(candidate) && !withPackages(candidate));
  if (folder === undefined) throw new Error(`there is a node_modules in or above each of ${candidates.join(', ')}: what the package lacks would be found there; set TMPDIR to a folder without one`);
  return folder;
}

function differences(some: readonly string[], others: readonly string[]): string[] {
  return [...some.filter((file) => !others.includes(file)).map((file) => `only in one: ${file}`), ...others.filter((file) => !some.includes(file)).map((file) => `only in the other: ${file}`)];
}
