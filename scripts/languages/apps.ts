import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bindings } from './bindings';
import { isInstalled, run, type Command } from './shell';

/** What an app is run with. */
export interface Workshop {
  /** The checkout. */
  readonly root: string;
  /** The folder for what is made on the way. */
  readonly work: string;
  /** The folder with the packages of the library, one folder a language. */
  readonly packages: string;
  /** Makes packages of other libraries. */
  readonly bindings: Bindings;
}

/** The app of one language. */
export interface LanguageApp {
  /** What jsii-pacmak calls the language; none for TypeScript, which needs no package. */
  readonly target?: string;
  /** What has to be installed. */
  readonly needs: readonly (readonly [program: string, ...args: string[]])[];
  /** Builds the app against the library. Running it checks access and synthesizes to the folder that the environment names. */
  readonly build: (shop: Workshop) => Promise<Command>;
}

const HERE = __dirname;

/** By the name of the folder that the app is in. */
export const APPS: Readonly<Record<string, LanguageApp>> = {
  typescript: {
    needs: [],
    build: ({ root }) => Promise.resolve({ cwd: root, line: ['node', '--import', 'tsx', join(HERE, 'typescript', 'app.ts')], env: { TSX_TSCONFIG_PATH: join(root, 'tsconfig.dev.json') } }),
  },
  python: {
    target: 'python',
    needs: [['python3', '-m', 'venv', '--help']],
    build: async ({ work, packages }) => {
      const venv = join(work, 'venv');
      const python = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
      const pip = [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'] as const;
      if (!existsSync(python)) await run({ cwd: work, line: ['python3', '-m', 'venv', venv] });
      await run({ cwd: work, line: [...pip, join(packages, 'python')] });
      await run({ cwd: work, line: [...pip, '--force-reinstall', '--no-deps', join(packages, 'python')] });
      return { cwd: work, line: [python, join(HERE, 'python', 'app.py')] };
    },
  },
  java: {
    target: 'java',
    needs: [['mvn', '-v'], ['java', '-version']],
    build: async ({ work, packages }) => {
      const app = join(work, 'java');
      // a repository of its own: this version must not stand in for a published one
      const maven = ['mvn', '-q', '-B', `-Dmaven.repo.local=${join(work, 'maven')}`] as const;
      rmSync(app, { recursive: true, force: true });
      cpSync(join(HERE, 'java'), app, { recursive: true });
      await run({ cwd: join(packages, 'java'), line: [...maven, '-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true', 'install'] });
      await run({ cwd: app, line: [...maven, 'compile'] });
      return { cwd: app, line: [...maven, 'exec:java'] };
    },
  },
  go: {
    target: 'go',
    needs: [['go', 'version']],
    build: async ({ work, packages, bindings }) => {
      const app = join(work, 'go');
      rmSync(app, { recursive: true, force: true });
      cpSync(join(HERE, 'go'), app, { recursive: true });
      const modules = [join(packages, 'go', 'cdkcognitopools'), ...await bindings.ofCdkForGo()].map((folder) => ({ folder, name: /^module (\S+)/.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))?.[1] ?? '' }));
      writeFileSync(join(app, 'go.mod'), ['module example.com/photos', '', 'go 1.25', '', `require ${modules[0].name} v0.0.0`, '', ...modules.map(({ name, folder }) => `replace ${name} => ${folder}`), ''].join('\n'));
      await run({ cwd: app, line: ['go', 'mod', 'tidy'] });
      return { cwd: app, line: ['go', 'run', '.'] };
    },
  },
};

/**
 * @param app the app of a language
 * @returns what is missing to run it; undefined when nothing is
 */
export function missingFor({ needs }: LanguageApp): string | undefined {
  return needs.find(([program, ...args]) => !isInstalled(program, ...args))?.[0];
}
