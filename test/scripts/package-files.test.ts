import { danglingLinks, installScripts, missingTargets, strayImports, unnamedBundles, type Manifest } from '../../scripts/packaging/package-files';

const manifest: Manifest = {
  main: 'build/index.js',
  types: 'build/index.d.ts',
  exports: { '.': { types: './build/index.d.ts', default: './build/index.js' }, './claims': { default: './build/claims.js' }, './package.json': './package.json' },
  typesVersions: { '*': { claims: ['build/claims.d.ts'] } },
  bin: { tool: 'build/tool.js' },
  dependencies: { yaml: '^2.0.0' },
  peerDependencies: { 'aws-cdk-lib': '^2.0.0' },
};
const FILES = ['package.json', 'README.md', 'docs/rules.md', 'docs/adr/0001.md', 'examples/photos/stack.ts', 'build/index.js', 'build/index.d.ts', 'build/tool.js', 'build/claims.js', 'build/claims.d.ts'];

test('what package.json names has to be there', () => {
  expect(missingTargets(manifest, FILES)).toEqual([]);
  expect(missingTargets(manifest, FILES.filter((file) => !/claims|tool/.test(file)))).toEqual(['build/claims.js', 'build/claims.d.ts', 'build/tool.js']);
});

test('what npm would run at the install is found, and what it would not is none of it', () => {
  expect(installScripts({ ...manifest, scripts: { prepare: 'a', prepack: 'b', test: 'c' } }, FILES)).toEqual([]);
  expect(installScripts({ ...manifest, scripts: { postinstall: 'a' } }, [...FILES, 'binding.gyp'])).toEqual(['postinstall', 'binding.gyp']);
});

describe('links', () => {
  const rules = { path: 'docs/rules.md', text: '# Rules\n\n## Guests in `roles`: no\n' };
  const dangling = (path: string, text: string) => danglingLinks({ path, text }, [rules, { path, text }], FILES);

  test.each([
    ['to a file', 'README.md', '[rules](docs/rules.md)'],
    ['to a folder', 'README.md', '[decisions](docs/adr) and [photos](examples/photos/)'],
    ['from a folder', 'docs/adr/0001.md', '[rules](../rules.md)'],
    ['to a heading of another page', 'README.md', '[guests](docs/rules.md#guests-in-roles-no)'],
    ['to a heading of its own', 'README.md', '# Over here\n[up](#over-here)'],
    ['to another site', 'README.md', '[site](https://example.com/docs/none.md) [mail](mailto:ada@example.com)'],
    ['in code, which is none', 'README.md', '`[a](none.md)`\n```ts\nlist[0](none.md)\n```'],
  ])('%s are good', (_what, path, text) => {
    expect(dangling(path, text)).toEqual([]);
  });

  test.each([
    ['to a file that is not packed', 'README.md', '[a](docs/none.md)', 'docs/none.md'],
    ['to a folder that is not packed', 'README.md', '[a](docs/ad)', 'docs/ad'],
    ['out of the package', 'docs/rules.md', '[a](../../docs/rules.md)', '../../docs/rules.md'],
    ['to a heading that is not there', 'README.md', '[a](docs/rules.md#users-in-roles)', 'docs/rules.md#users-in-roles'],
    ['to a heading of its own that is not there', 'README.md', '[a](#over-there)', '#over-there'],
  ])('%s are found', (_what, path, text, link) => {
    expect(dangling(path, text)).toEqual([`${path}: ${link}`]);
  });
});

test('declarations import dependencies, peers, Node and the package itself, and nothing else', () => {
  const text = "import { a } from 'aws-cdk-lib/core';\nimport './b';\nimport type { c } from '../c';\nimport { d } from 'node:util';\nimport e from \"yaml\";\ntype F = import('aws-jwt-verify/jwk').F;\nimport g from '@types/g/h';\nimport 'expect';\n/// <reference types=\"jest\" />";
  expect(strayImports({ path: 'build/index.d.ts', text }, manifest)).toEqual(['aws-jwt-verify', '@types/g', 'expect', 'jest'].map((name) => `build/index.d.ts: ${name}`));
});

test('what is bundled is named in the notice, on a line of its own', () => {
  const files = [...FILES, 'node_modules/yaml/index.js', 'node_modules/@scope/parser/index.js'];
  expect(unnamedBundles(files, 'This package\n\nyaml\nISC\n\n@scope/parser\nMIT\n')).toEqual([]);
  expect(unnamedBundles(files, 'This package reads yaml with @scope/parser\n')).toEqual(['yaml', '@scope/parser']);
});
