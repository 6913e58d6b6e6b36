// Jest's reporter for `npm run mutation`: which lines of which file each test file runs, and how long it takes.
const { writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');

// Jest itself maps coverage back to TypeScript by these two.
const load = createRequire(createRequire(require.resolve('jest')).resolve('@jest/core'));
const reporters = createRequire(load.resolve('@jest/reporters'));
const { createCoverageMap } = reporters('istanbul-lib-coverage');
const { createSourceMapStore } = reporters('istanbul-lib-source-maps');

/** The lines of the statements that were run: of each line the innermost statement counts. */
function linesRun({ statementMap, s }) {
  const spans = Object.entries(statementMap).map(([id, { start, end }]) => ({ run: s[id] > 0, from: start.line, to: end.line })).sort((a, b) => (b.to - b.from) - (a.to - a.from) || Number(a.run) - Number(b.run));
  const lines = new Map();
  for (const { run, from, to } of spans) for (let line = from; line <= to; line++) lines.set(line, run);
  return [...lines].filter(([, run]) => run).map(([line]) => line);
}

module.exports = class {
  constructor() { this.tests = {}; }

  onTestResult({ path }, { coverage, perfStats }) {
    this.tests[path] = { milliseconds: perfStats.end - perfStats.start, coverage };
  }

  async onRunComplete() {
    for (const test of Object.values(this.tests)) {
      const { data } = await createSourceMapStore().transformCoverage(createCoverageMap(test.coverage ?? {}));
      test.lines = Object.fromEntries(Object.entries(data).map(([file, one]) => [file, linesRun('data' in one ? one.data : one)]));
      delete test.coverage;
    }
    writeFileSync(process.env.COVERING, JSON.stringify(this.tests));
  }
};
