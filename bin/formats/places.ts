import { isAbsolute, relative, sep } from 'node:path';

/**
 * @param file the file of a template, as it was found
 * @returns its path from the working directory; undefined where it does not lie below
 */
export function belowHere(file: string): string | undefined {
  const path = relative(process.cwd(), file);
  // What lies on another drive of Windows has no path from here.
  const isBelow = path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  return isBelow ? path : undefined;
}

/**
 * @param file the file of a template, as it was found
 * @returns how people call it
 */
export function placeOf(file: string): string {
  return belowHere(file) ?? file;
}
