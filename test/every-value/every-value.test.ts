import { App, Stack } from 'aws-cdk-lib';
import { cyclesIn, danglingIn, templatesOf } from '../support/assemblies';
import { expectOurs, isLocated } from '../support/house-errors';
import type { Given } from './later';
import { givenOf, laterValues } from './later';
import { hasNoPlace } from './places';
import { publicValues } from './public-values';
import { pathsIn, siteOf } from './site';
import { PLACES, placeOfTry, TRIES } from './values';

const values = publicValues();

/** What is wrong with what comes of a value; undefined where it gives a template, or an error as it must be. */
function wrongWith(name: string, make: (stack: Stack) => Partial<Given>): string | undefined {
  const app = new App({ context: { 'cdk-cognito-pools:proof': 'off' } });
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const site = siteOf(stack);
  const given = givenOf(make(stack));
  const before = pathsIn(stack);
  try {
    TRIES.get(name)!(site, given);
  } catch (error) {
    expectOurs(error);
    expect(pathsIn(stack)).toEqual(before);
    return isLocated(error) || hasNoPlace(name) ? undefined : `not located: ${(error as Error).message}`;
  }
  try {
    const templates = templatesOf(app);
    expect([...danglingIn(templates), ...cyclesIn(templates)]).toEqual([]);
    const [marker] = /.{0,60}(Token\[|1\.888\d+e\+289).{0,20}/.exec(JSON.stringify([...templates.values()])) ?? [];
    return marker && `a token stands in the template: ${marker}`;
  } catch (error) {
    expectOurs(error);
    return isLocated(error) ? undefined : `not located: ${(error as Error).message}`;
  }
}

test('every text, number, list, duration and secret of the public API is tried', () => {
  expect([...values.keys()].filter((place) => !PLACES.includes(place))).toEqual([]);
  expect(PLACES.filter((place, i) => PLACES.indexOf(place) !== i)).toEqual([]);
});

test.each([...TRIES.keys()])('what is known at deploy time only gives a template, or an error of ours that leaves nothing half made: %s', (name) => {
  const wrong = [...laterValues(values.get(placeOfTry(name)) ?? 'text')].map(([word, make]) => [word, wrongWith(name, make)]);
  expect(wrong.filter(([, what]) => what !== undefined)).toEqual([]);
});
