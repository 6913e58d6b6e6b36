import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { exampleApp, exampleNames } from '../support/example-apps';
import { normalizedTemplate } from '../support/normalized-template';

const UPDATE = process.env.UPDATE_EXPECTED === '1';

test.each(exampleNames)('%s synthesizes to its expected template', (name) => {
  const template = normalizedTemplate(Template.fromStack(exampleApp(name).stack).toJSON());
  const file = join(__dirname, '../../examples', name, 'expected.template.json');
  // UPDATE_EXPECTED=1 writes it anew, to be read as a diff before it is committed
  if (UPDATE) writeFileSync(file, `${JSON.stringify(template, null, 2)}\n`);
  expect(existsSync(file)).toBe(true);
  expect(template).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});
