/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // examples import the library as its users do
  moduleNameMapper: { '^cdk-cognito-pools$': '<rootDir>/lib/index.ts', '^fast-check$': '<rootDir>/test/support/fast-check.js' },
  // constructs take the Lambda authorizer as it is shipped, and so made of what stands here now
  globalSetup: '<rootDir>/test/global-setup.js',
  globalTeardown: '<rootDir>/test/global-teardown.js',
  setupFiles: ['<rootDir>/test/setup-env.js'],
  setupFilesAfterEnv: ['<rootDir>/test/setup-proof.js'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
  collectCoverageFrom: ['lib/**/*.ts', 'jest/**/*.ts'],
  maxWorkers: 2,
  // a worker with a heap of gigabytes takes longer to end than Jest waits
  workerIdleMemoryLimit: '1GB',
  // a machine that is busy with other things is no reason to fail
  testTimeout: 120_000,
};
