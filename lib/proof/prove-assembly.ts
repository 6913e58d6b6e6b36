import { dirname } from 'node:path';
import type { PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { AuthorNames } from './author-names';
import type { Finding } from './findings/finding';
import { inAuthorsWords } from './findings/named';
import { reportOf } from './findings/report';
import { proveFiles } from './prove';
import { loadFiles } from './template/load';
import { loadNested } from './template/nested';
import { TemplateError } from './template/value';

/**
 * Decides every promise of the templates of an app. Those of one (nested) assembly stand in one directory and belong together:
 * stacks of different stages never share anything.
 *
 * @param templatePaths the files
 * @returns the report for the CDK
 */
export function proveAssembly(templatePaths: readonly string[]): PolicyValidationPluginReport {
  const groups = new Map<string, string[]>();
  for (const path of new Set(templatePaths)) groups.set(dirname(path), [...(groups.get(dirname(path)) ?? []), path]);
  const shown = new Map<Finding, Finding>();
  const findings = [...groups.values()].flatMap((files) => {
    const found = proveFiles(files);
    // What is proved is not shown.
    if (found.some(({ verdict }) => verdict !== 'PROVED')) {
      const names = namesIn(files);
      for (const finding of found) shown.set(finding, inAuthorsWords(finding, names));
    }
    return found;
  });
  return reportOf(findings, (finding) => shown.get(finding) ?? finding);
}

/** What cannot be read is a finding already, and has no names. */
function namesIn(files: readonly string[]): AuthorNames {
  try {
    return AuthorNames.of(loadFiles(files), loadNested);
  } catch (error) {
    if (error instanceof TemplateError) return AuthorNames.NONE;
    throw error;
  }
}
