// Gives the built index the shape that aws-cdk-lib's has. A module is loaded with the first use of a name of it, so an app
// that uses one construct does not load the modules of the others. And Node finds the names when an ECMAScript module
// imports them: it reads `exports.Name =` from the text without running it, and drops a name that
// `Object.defineProperty(exports, "Name", …)` gives a getter which does more than return a variable.
import { readFileSync, writeFileSync } from 'node:fs';

const HELPER = `
function lazy(name, load) {
    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => {
        const value = load();
        Object.defineProperty(exports, name, { enumerable: true, configurable: true, value });
        return value;
    } });
}
`;
const REQUIRE = /^(?:var|const) (\w+) = require\("([^"]+)"\);\n/gm;
const GETTER = /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.(\w+); \} \}\);$/gm;

const index = new URL('../build/lib/index.js', import.meta.url);
const code = readFileSync(index, 'utf8');
const modules = new Map([...code.matchAll(REQUIRE)].map(([, variable, path]) => [variable, path]));
const lazy = code
  .replace(REQUIRE, '')
  .replace(GETTER, (_, name, variable, member) => `lazy("${name}", () => require("${modules.get(variable)}").${member});`);
const announced = new Set([...lazy.matchAll(/\bexports\.(\w+) = /g)].map(([, name]) => name));
const defined = [...lazy.matchAll(/^lazy\("(\w+)", \(\) => require\("\.\//gm)].map(([, name]) => name);
if (defined.length === 0 || defined.length !== announced.size || !defined.every((name) => announced.has(name))) {
  throw new Error('build/lib/index.js is not in the shape that tsc gives it');
}
writeFileSync(index, lazy + HELPER);
