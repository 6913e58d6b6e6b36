import { readActions } from '../../lib/proof/authorization-data/action-table';
import { actionFacts, type EdgeKind } from '../../lib/proof/authorization-data/actions';
import { escalationPaths, type Reference, tableAction } from './reference';
import type { SourceFolders } from './sources';

const HARMLESS: readonly (EdgeKind | undefined)[] = ['inert', 'mediated', undefined];

/**
 * Checks the file of actions that was just written: it says what the sources say, and on every known path of privilege escalation
 * stands an edge.
 *
 * @throws Error where it does not
 */
export function checkActions({ services }: Reference, folders: SourceFolders): void {
  for (const service of services) {
    const written = new Map(readActions(service.prefix).map((action) => [action.name, JSON.stringify(action)]));
    const wrong = service.actions.map((action) => tableAction(service, action)).filter((action) => written.get(action.name) !== JSON.stringify(action));
    if (wrong.length > 0 || written.size !== service.actions.length) throw new Error(`the file of actions does not say of ${service.prefix} what the sources say: ${wrong.map(({ name }) => name).join(', ')}`);
  }
  const open = escalationPaths(folders).filter((path) => path.every((action) => HARMLESS.includes(actionFacts(action)?.edge)));
  if (open.length > 0) throw new Error(`no edge stands on these paths of privilege escalation: ${open.map((path) => path.join(' + ')).join('; ')}. Add one to lib/proof/authorization-data/edges/`);
}
