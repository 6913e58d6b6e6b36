const base = require('../../jest.config.js');

/**
 * What tells a changed file from the right one: the tests of constructs, of back ends and of the Lambda authorizer.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  // made once, for the first run
  ...(process.env.MUTATED_FILE && { globalSetup: undefined, globalTeardown: undefined }),
  rootDir: '../..',
  testMatch: ['*', ...['app-client', 'authorizers', 'claims', 'client', 'federation', 'grants', 'identity-pool', 'lambda', 'managed-login', 'mapping', 'moving-in', 'sign-in', 'user-pool'].map((folder) => `${folder}/*`)]
    .map((files) => `<rootDir>/test/${files}.test.ts`),
  transform: { '^.+\\.ts$': ['<rootDir>/scripts/mutation/transformer.cjs', { tsconfig: 'tsconfig.dev.json' }] },
};
