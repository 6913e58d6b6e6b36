import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { EXCEPTIONS } from '../../scripts/api/exceptions';
import * as library from '../../lib';

const SETTLED = join(__dirname, '../../scripts/api/settled.jsii.gz');

test('every class of the API that was settled is there still', () => {
  expect(existsSync(SETTLED)).toBe(true);
  const { types } = JSON.parse(gunzipSync(readFileSync(SETTLED)).toString()) as { types: Record<string, { kind: string; name: string; datatype?: boolean }> };
  const classes = Object.values(types).filter(({ kind }) => kind !== 'interface').map(({ name }) => name);
  expect(classes.length).toBeGreaterThan(50);
  expect(Object.keys(library)).toEqual(expect.arrayContaining(classes));
  expect(Object.values(types).filter(({ datatype, name }) => datatype === true && !/(Props|Options)$/.test(name))).toEqual([]);
});

test('each exception from the guidelines has a reason, and a type that there is', () => {
  for (const { because, type } of EXCEPTIONS) {
    expect(because.length).toBeGreaterThan(20);
    expect(Object.keys(library)).toContain(type);
  }
});
