import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './shell';

/** Newer releases read assemblies of newer compilers; this one goes with the jsii of package.json. */
const PACMAK = 'jsii-pacmak@1.140.0';

interface Package {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Makes the packages of the other languages. */
export class Bindings {
  constructor(private readonly root: string, private readonly work: string) {}

  /**
   * Builds the library, and makes its packages.
   *
   * @param languages the languages, as jsii-pacmak calls them
   * @returns the folder with one folder a language
   */
  async ofLibrary(languages: readonly string[]): Promise<string> {
    await run({ cwd: this.root, line: ['npm', 'run', 'build', '--silent'] });
    const out = join(this.work, 'packages');
    rmSync(out, { recursive: true, force: true });
    await this.make(this.root, languages, out);
    return out;
  }

  /**
   * The Go packages of the installed CDK: the same version as in the other languages, wherever the published ones stand.
   *
   * @returns a folder for each module
   */
  async ofCdkForGo(): Promise<string[]> {
    const cdk = this.packageOf('aws-cdk-lib');
    const names = ['aws-cdk-lib', ...Object.keys({ ...cdk.dependencies, ...cdk.peerDependencies })].filter((name) => existsSync(join(this.root, 'node_modules', name, '.jsii')));
    const out = join(this.work, `go-of-aws-cdk-lib-${cdk.version}`);
    const complete = join(out, 'complete');
    if (!existsSync(complete)) {
      rmSync(out, { recursive: true, force: true });
      for (const name of names) await this.make(join(this.root, 'node_modules', name), ['go'], out);
      writeFileSync(complete, '');
    }
    return readdirSync(join(out, 'go')).map((folder) => join(out, 'go', folder));
  }

  private async make(folder: string, languages: readonly string[], out: string): Promise<void> {
    const tool = join(this.work, 'tool');
    const program = join(tool, 'node_modules', '.bin', 'jsii-pacmak');
    if (!existsSync(program)) {
      mkdirSync(tool, { recursive: true });
      await run({ cwd: tool, line: ['npm', 'install', '--prefix', tool, '--no-audit', '--no-fund', PACMAK] });
    }
    await run({ cwd: this.root, line: [program, '--code-only', ...languages.flatMap((language) => ['-t', language]), '-o', out, folder] });
  }

  private packageOf(name: string): Package {
    return JSON.parse(readFileSync(join(this.root, 'node_modules', name, 'package.json'), 'utf8')) as Package;
  }
}
