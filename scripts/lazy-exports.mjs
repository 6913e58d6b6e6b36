// Turns the requires of the built index into ones that run with the first use of a name, as aws-cdk-lib has them: an app
// that uses one construct does not load the rooms of the others.
import { readFileSync, writeFileSync } from 'node:fs';

const index = new URL('../build/lib/index.js', import.meta.url);
const code = readFileSync(index, 'utf8');
const modules = new Map([...code.matchAll(/^(?:var|const) (\w+) = require\("([^"]+)"\);\n/gm)].map(([, name, path]) => [name, path]));
const lazy = code
  .replace(/^(?:var|const) \w+ = require\("[^"]+"\);\n/gm, '')
  .replace(/return (\w+)\.(\w+);/g, (_, name, member) => `return require("${modules.get(name)}").${member};`);
if (modules.size === 0 || /require\("undefined"\)/.test(lazy)) throw new Error('build/lib/index.js is not in the shape that tsc gives it');
writeFileSync(index, lazy);
