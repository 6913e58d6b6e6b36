import cdklabs from '@cdklabs/eslint-plugin';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

// Data flows identities -> mapping -> grants, identities -> authorizers, identities -> client; imports follow it.
// `proof` reads templates only: if it shared code with the builders it would share their bugs.
const rooms = {
  private: [],
  identities: ['private'],
  mapping: ['private', 'identities'],
  grants: ['private', 'mapping'],
  authorizers: ['private', 'identities', 'mapping'],
  client: ['private', 'identities', 'mapping'],
  properties: ['private', 'mapping'],
  baseline: ['private'],
  proof: [],
};
const zones = Object.entries(rooms).flatMap(([room, mayImport]) => [
  { target: `./lib/${room}`, from: './lib', except: [room, ...mayImport].map((r) => `./${r}`), message: `lib/${room} may import only: ${mayImport.join(', ') || 'no other room'}` },
]);

export default tseslint.config(
  { ignores: ['**/*.js', '**/*.cjs', '**/*.d.ts', '**/*.mjs', 'build/**', 'dist/**', '**/cdk.out/**', '.work/**', 'node_modules/**', 'coverage/**', 'examples/**/web/**', 'scripts/packaging/projects/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js', '.json'] })] },
  },
  {
    files: ['lib/**/*.ts'],
    plugins: { '@cdklabs': cdklabs, jsdoc },
    rules: {
      '@cdklabs/no-core-construct': 'error',
      '@cdklabs/invalid-cfn-imports': 'error',
      '@cdklabs/no-literal-partition': 'error',
      '@cdklabs/no-invalid-path': 'error',
      '@cdklabs/promiseall-no-unbounded-parallelism': 'error',
      '@cdklabs/no-throw-default-error': 'error',
      '@cdklabs/no-this-in-static': 'error',
      'no-restricted-imports': ['error', { paths: [{ name: 'aws-cdk-lib', message: "import from 'aws-cdk-lib/core' or a service module: jsii compiles three times faster" }] }],
      // members of the public API are checked on the jsii assembly (scripts/test/documented-step.ts): it knows which are public
      'jsdoc/require-jsdoc': ['error', { publicOnly: true, contexts: ['TSInterfaceDeclaration', 'TSEnumDeclaration', 'ClassDeclaration'] }],
      'jsdoc/require-param-description': 'error',
      'jsdoc/require-returns-description': 'error',
      'jsdoc/check-alignment': 'error',
    },
  },
  {
    // The prover knows ARNs in the partitions that templates name; it writes no policy, so the partition rule has nothing to protect there.
    files: ['lib/proof/**/*.ts'],
    rules: { '@cdklabs/no-literal-partition': 'off' },
  },
  { files: ['test/**/*.ts', 'jest/**/*.ts'], rules: { '@typescript-eslint/no-namespace': 'off' } },
);
