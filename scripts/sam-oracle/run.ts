// Compares the expansion of SAM templates with aws-sam-translator: npm run sam-oracle -- [--update] [folder of templates]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expandMacros } from '../../lib/proof/template/macros';
import { parseTemplate } from '../../lib/proof/template/parse';
import { ACCEPTED } from '../../test/proof/template/macros/sam/accepted';
import { EXPECTED, inputs } from '../../test/proof/template/macros/sam/cases';
import { project, type Projection } from '../../test/proof/template/macros/sam/projection';
import { differences } from './differences';
import { askOracle } from './oracle';

type Templates = ReadonlyMap<string, Record<string, unknown>>;

/** Every template below a folder that uses the transform; what cannot be read is left out. */
function templatesBelow(folder: string): Templates {
  const result = new Map<string, Record<string, unknown>>();
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !/\.(ya?ml|json|template)$/.test(file.name)) continue;
    const path = join(file.parentPath, file.name);
    try {
      const body = parseTemplate(readFileSync(path, 'utf8'), path);
      if (JSON.stringify(body.Resources ?? {}).includes('"AWS::Serverless::')) result.set(relative(folder, path), body);
    } catch {
      // Not a template.
    }
  }
  return result;
}

function compare(templates: Templates): boolean {
  const answers = askOracle(templates);
  let [same, refused, unread, different] = [0, 0, 0, 0];
  const why = new Map<string, number>();
  for (const [name, body] of templates) {
    const answer = answers[name];
    const { body: own, unseen } = expandMacros(structuredClone(body));
    if (answer.body === undefined) {
      refused += 1;
      continue;
    }
    const found = differences(project(answer.body, body), project(own, body)).filter(({ id }) => ACCEPTED[name]?.[id] === undefined);
    if (found.length === 0) same += 1;
    else if (unseen.length > 0) unread += 1;
    else {
      different += 1;
      console.log(`${name}:`);
      for (const { id, oracle, own: ours } of found.slice(0, 12)) console.log(`  ${id}\n    transform ${oracle.slice(0, 2000)}\n    expansion ${ours.slice(0, 2000)}`);
    }
    for (const reason of unseen) why.set(reason, (why.get(reason) ?? 0) + 1);
  }
  for (const [reason, count] of [...why].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log(`unseen ${count}×: ${reason}`);
  console.log(`${templates.size} templates: ${same} the same, ${refused} refused by the transform, ${unread} with a reason for being unseen, ${different} different`);
  return different === 0;
}

function update(templates: Templates): void {
  const answers = askOracle(templates);
  const expected = Object.fromEntries([...templates].map(([name, source]): [string, Projection | { refused: string[] }] => {
    const { body, refused } = answers[name];
    return [name, body === undefined ? { refused: refused ?? [] } : project(body, source)];
  }));
  writeFileSync(EXPECTED, `${JSON.stringify(expected, null, 1)}\n`);
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--update') update(inputs());
const folder = first === '--update' ? rest[0] : first;
process.exitCode = compare(folder === undefined ? inputs() : templatesBelow(folder)) ? 0 : 1;
