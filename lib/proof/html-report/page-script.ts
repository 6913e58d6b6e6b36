import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the package, and in a checkout where it was built. */
const PLACES = ['../../../report-page/page.js', '../../../build/report-page/page.js'].map((place) => join(__dirname, place));

/**
 * @param places where it may be
 * @returns the script of the page, which answers its questions
 * @throws where it was not built
 */
export function pageScript(places: readonly string[] = PLACES): string {
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new TypeError(`no-page-script: '${places[places.length - 1]}' is missing; build it with 'npm run build'`);
  return readFileSync(found, 'utf8').trim();
}
