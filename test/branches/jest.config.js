const base = require('../../jest.config.js');

/**
 * How many branches the unit tests take, and the floor: what was measured last, rounded down. Raise it with the tests; lower it with a reason.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  rootDir: '../..',
  // what no test loads counts as well
  roots: [...base.roots, '<rootDir>/lib', '<rootDir>/jest'],
  collectCoverage: true,
  coverageReporters: ['text-summary', 'lcov'],
  coverageThreshold: {
    // measured: 95.7 (constructs, grants, mappings, authorizers, matchers)
    global: { branches: 95 },
    // measured: 89.4, a point of it left to what came since
    './lib/proof/': { branches: 88 },
  },
};
