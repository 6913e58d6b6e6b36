// Makes lib/proof/authorization-data/generated anew: npm run authorization-data
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { root } from '../../emulator/paths';
import { classify } from './classify';
import { encodeActions } from './encode-actions';
import { encodeTypes } from './encode-types';
import { readHandlers } from './handlers';
import { readReference } from './reference';
import { installSources, PACKAGES, readJson, SPECIFICATION } from './sources';
import { writeActions, writeListValuedKeys, writeSources, writeTypes } from './write';

async function run(): Promise<void> {
  const folders = await installSources(console.log);
  const reference = readReference(folders);
  const { version } = readJson<{ version: string }>(root, 'node_modules', SPECIFICATION.name, 'package.json');
  writeSources(reference.date, [...PACKAGES, { ...SPECIFICATION, version }]);
  writeListValuedKeys(reference.listValuedKeys);
  writeActions(encodeActions(reference));
  // What is checked is the file that has just been written.
  const { checkActions } = await import('./check.js');
  checkActions(reference, folders);
  const types = classify(loadAwsServiceSpecSync(), readHandlers(folders, reference));
  writeTypes(encodeTypes(types, reference));
}

void run();
