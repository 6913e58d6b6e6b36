import { existsSync } from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine: what CHROMIUM names, or what is in a usual place; undefined where there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env, exists: (path: string) => boolean = existsSync): string | undefined {
  return [environment.CHROMIUM, ...USUAL_PLACES].find((path) => path !== undefined && exists(path));
}
