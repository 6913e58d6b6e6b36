import { dirname } from 'node:path';
import type { PolicyValidationPluginReport } from 'aws-cdk-lib/core';
import { reportOf } from './findings/report';
import { proveFiles } from './prove';

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
  return reportOf([...groups.values()].flatMap((files) => proveFiles(files)));
}
