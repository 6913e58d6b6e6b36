import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root, work } from '../../emulator/paths';
import { run } from '../../emulator/processes';
import { setUpPython } from '../../emulator/setup';
import { pipelineFiles } from '../../test/docs/pipelines';
import { one, sum } from './counts';
import type { Step } from './step';

/** What checks a file: the schemas that check-jsonschema brings along, and pre-commit itself. CodeBuild publishes none; test/docs/pipelines.test.ts looks at its keys. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  'access.yml': ['check-jsonschema', '--builtin-schema', 'vendor.github-workflows'],
  '.gitlab-ci.yml': ['check-jsonschema', '--builtin-schema', 'vendor.gitlab-ci'],
  '.pre-commit-config.yaml': ['pre-commit', 'validate-config'],
};

/** Whether the YAML files of docs/pipelines.md are such as their systems take. */
export const pipelinesStep: Step = {
  name: 'docs/pipelines.md keeps to the schemas of its systems',
  run: async (print) => {
    await setUpPython({ name: 'pipelines', what: 'check-jsonschema and pre-commit', requirements: join(root, 'test', 'docs', 'requirements.txt') }, print);
    const folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
    try {
      const results = [];
      for (const { name, text } of pipelineFiles().filter((file) => Object.hasOwn(CHECKS, basename(file.name)))) {
        const [command, ...args] = CHECKS[basename(name)];
        const path = join(folder, basename(name));
        writeFileSync(path, text);
        results.push(one((await run(join(work, 'pipelines', 'bin', command), [...args, path], { onLine: print })).code === 0));
      }
      return results.length === Object.keys(CHECKS).length ? sum(results) : one(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
