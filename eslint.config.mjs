import cdklabs from '@cdklabs/eslint-plugin';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

// A sign-in flows from the user pool over the identity pool and its mapping to the grants; imports follow it one way.
// `proof` reads templates only: if it shared code with the builders it would share their bugs. `text` is how texts are printed, no more.
const rooms = {
  'private': ['text'],
  'sign-in': ['private'],
  'user-pool': ['private', 'text', 'sign-in'],
  'federation': ['private', 'text', 'user-pool'],
  'managed-login': ['private', 'user-pool'],
  'app-client': ['private', 'text', 'sign-in', 'user-pool', 'federation', 'managed-login'],
  'identity-pool': ['private', 'user-pool'],
  'mapping': ['private', 'text', 'user-pool', 'identity-pool'],
  'grants': ['private', 'mapping', 'text'],
  'authorizers': ['private', 'text', 'app-client'],
  'client': ['private', 'text', 'app-client'],
  'properties': ['private', 'mapping'],
  'baseline': ['private', 'text'],
  'proof': ['text'],
  'text': [],
};
const zones = Object.entries(rooms).flatMap(([room, mayImport]) => [
  { target: `./lib/${room}`, from: './lib', except: [room, ...mayImport].map((r) => `./${r}`), message: `lib/${room} may import only: ${mayImport.join(', ') || 'no other room'}` },
]);
// The data about authorization know of nothing else, not even of the rest of the prover.
zones.push({ target: './lib/proof/authorization-data', from: './lib', except: ['./proof/authorization-data', './text'], message: 'lib/proof/authorization-data may import nothing else of lib but text' });

export default tseslint.config(
  { ignores: ['**/*.js', '**/*.cjs', '**/*.d.ts', '**/*.mjs', 'build/**', 'dist/**', '**/cdk.out/**', '.work/**', 'node_modules/**', 'coverage/**', 'examples/**/web/**', 'report-page/**', '**/generated/**', 'scripts/packaging/projects/**'] },
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
      // a struct of its own for each kind of app client: options that only one kind has can then be added without breaking anybody
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
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
  {
    // What a template holds may be an object with a member toString, of which String() makes an error without a place.
    files: ['lib/proof/template/**/*.ts', 'lib/proof/comparison/raw-stacks.ts', 'lib/proof/html-report/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: "CallExpression[callee.name='String'][arguments.0.type=/Member|Chain/]", message: 'read text of a template by textIn() or textOf(): it may be anything' }] },
  },
  {
    // Whatever is printed goes through one place, where text of a template is made safe.
    files: ['bin/**/*.ts'],
    ignores: ['bin/output.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': ['error', ...['stdout', 'stderr'].map((property) => ({ object: 'process', property, message: "print by bin/output.ts, which makes text safe" }))],
    },
  },
  { files: ['test/**/*.ts', 'jest/**/*.ts'], rules: { '@typescript-eslint/no-namespace': 'off' } },
);
