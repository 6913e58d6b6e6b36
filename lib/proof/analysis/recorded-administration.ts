import type { Session } from '../access-graph/sessions';
import { canonical } from '../iam/canonical';
import type { Policy, Statement } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';
import type { GrantRecord } from './intent-records';

/** What somebody does to users and to who is in a group, and nothing beyond. */
const OF_USERS = /^cognito-idp:(?:admin[a-z]+|list(?:groups|users|usersingroup|userimportjobs)|getcsvheader|(?:create|describe|start|stop)userimportjob)$/;

/**
 * Takes out of what a session may do the administration of users that promises name: who administers may change who is in a group,
 * and that is an exception which the promises make. Anything beyond the recorded actions and resources stays.
 *
 * @param session a session
 * @param grants grants that record administration by the people of the session
 * @returns the session without it
 */
export function withoutAdministration(session: Session, grants: readonly GrantRecord[]): Session {
  const recorded = new Map<string, Set<string>>();
  for (const statement of grants.flatMap(statementsOf)) {
    const key = besidesActions(statement);
    recorded.set(key, new Set([...recorded.get(key) ?? [], ...statement.actions.map(({ text }) => text).filter((text) => OF_USERS.test(text))]));
  }
  const reduced = (policy: Policy): Policy => (policy.origin.kind === 'identity' ? { ...policy, statements: policy.statements.flatMap((statement) => remaining(statement, recorded.get(besidesActions(statement)))) } : policy);
  return { ...session, role: { ...session.role, policies: session.role.policies.map(reduced) } };
}

function remaining(statement: Statement, recorded: ReadonlySet<string> | undefined): Statement[] {
  if (recorded === undefined || statement.effect !== 'Allow') return [statement];
  const actions = statement.actions.filter(({ text }) => !recorded.has(text));
  return actions.length === 0 ? [] : [{ ...statement, actions }];
}

function statementsOf({ statements, resource, to }: GrantRecord): readonly Statement[] {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, { resource: resource.id, path: `${resource.id}.granted to ${to}`, kind: 'identity' }).statements;
}

/** The CDK joins statements that differ in their actions alone. */
const besidesActions = (statement: Statement): string => canonical({ ...statement, actions: [] });
