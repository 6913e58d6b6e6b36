import { dirname } from 'node:path';
import type { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib/core';
import { printed, visible } from '../../text/visible';
import { loadFiles } from '../template/load';
import type { AccessChange } from './change';
import { compareTemplates } from './compare';
import { readAccess } from './saved-access';
import { caseOf, nameOfChange, regionOf } from './tell';

/** What a synth asks about new access. */
export interface NewAccessQuestion {
  /** The file with the access that is known. */
  readonly file: string;
  /** The templates of the synth. */
  readonly templatePaths: readonly string[];
  /** New access that is intended, as the report spells it, each with its reason. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Whether new access fails the synth. */
  readonly fails: boolean;
}

/**
 * Compares the templates of a synth with the access that is known.
 *
 * @param question what is asked
 * @returns the report for the CDK: what is new, and acknowledgments that nothing needs any more
 */
export function newAccess({ file, templatePaths, acknowledged, fails }: NewAccessQuestion): PolicyValidationPluginReport {
  const known = readAccess(file);
  const groups = new Map<string, string[]>();
  for (const path of new Set(templatePaths)) groups.set(dirname(path), [...(groups.get(dirname(path)) ?? []), path]);
  const assemblies = [...groups.values()].map((paths) => loadFiles(paths));
  const changes = assemblies.flatMap((templates) => {
    const names = new Set(templates.map(({ stackName }) => stackName));
    const before = known.assemblies.filter((earlier) => earlier.some(({ stackName }) => names.has(stackName))).flat();
    return compareTemplates(before, templates, known.nested).changes.filter(({ direction }) => direction === 'gained');
  });
  const found = changes.filter((change) => !acknowledged.has(nameOfChange(change)));
  const needed = new Set(changes.map((change) => nameOfChange(change)));
  const spare = [...acknowledged.keys()].filter((region) => !needed.has(region));
  return {
    success: !fails || found.length === 0,
    violations: [...found.map((change) => violationOf(change, fails)), ...spare.map((region) => spareViolation(region, file))],
    metadata: { regions: String(changes.length), acknowledged: String(changes.length - found.length) },
  };
}

function violationOf(change: AccessChange, fails: boolean): PolicyViolation {
  return {
    ruleName: 'new-access',
    description: printed([`${change.verdict === 'FOUND' ? 'NEW ACCESS' : 'PERHAPS NEW ACCESS'}  ${regionOf(change)}`, ...caseOf(change)]),
    severity: fails ? 'error' : 'warning',
    fix: visible(`take the statement back; or, if it is intended, say why in 'acknowledgments' of AccessBaseline under '${nameOfChange(change)}', or write the file anew`),
    violatingResources: [{ ...(change.resource !== '' && { resourceLogicalId: visible(change.resource) }), templatePath: change.file, locations: change.location === '' ? [] : [visible(change.location)] }],
  };
}

function spareViolation(region: string, file: string): PolicyViolation {
  return {
    ruleName: 'unneeded-acknowledgment', description: visible(`nobody gains '${region}', which is acknowledged`), severity: 'warning',
    fix: "take it out of 'acknowledgments' of AccessBaseline", violatingResources: [{ templatePath: file, locations: [] }],
  };
}
