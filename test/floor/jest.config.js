const base = require('../../jest.config.js');

const modules = '<rootDir>/.work/floor/node_modules';

/**
 * The constructs on the lowest aws-cdk-lib that the package accepts.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  ...base,
  rootDir: '../..',
  // this aws-cdk-lib says at each synth that it validates
  silent: true,
  testMatch: [
    '*', ...['app-client', 'client', 'federation', 'grants', 'managed-login', 'mapping', 'sign-in', 'user-pool'].map((folder) => `${folder}/*`),
  ].map((files) => `<rootDir>/test/${files}.test.ts`).concat('<rootDir>/test/floor/*.floor.ts'),
  moduleNameMapper: {
    ...base.moduleNameMapper,
    '^aws-cdk-lib$': `${modules}/aws-cdk-lib/index.js`,
    '^aws-cdk-lib/(.*)$': `${modules}/aws-cdk-lib/$1`,
    '^constructs$': `${modules}/constructs/lib/index.js`,
  },
};
