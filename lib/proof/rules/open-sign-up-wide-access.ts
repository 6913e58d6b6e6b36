import type { Case } from '../promises/case';
import { userPoolOf } from '../promises/writers';
import type { Session } from '../reach/sessions';
import { Unresolved, booleanOf, isMap } from '../template/value';
import type { Judgement, Rule } from './rule';
import { allSessions, byRole, findForbidden } from './support/sessions';
import { wideAccess } from './support/wide';

/** Where anybody can sign up, signing in is no merit. */
export const openSignUpWideAccess: Rule = {
  id: 'open-sign-up-wide-access',
  title: 'where anybody can sign up, users who signed in reach only resources that are named, and administer none',
  why: 'A user pool lets users sign up by themselves unless AllowAdminCreateUserOnly is set, and so do public providers. Then everybody on the internet is one form away from the signed-in role, and a wildcard in it opens every resource of the kind in the account.',
  fix: 'set AdminCreateUserConfig.AllowAdminCreateUserOnly to true, or list in the role the actions that everybody needs, on the ARNs that they need them for',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html',
  severity: 'error',
  check: (facts) => {
    const sessions = allSessions(facts).filter(({ way, role }) => role.resource !== undefined && (way.kind === 'default' || way.kind === 'choice'))
      .flatMap((session) => {
        const open = isOpen(facts, session);
        return open === false ? [] : [open === true ? session : { ...session, doubts: [open, ...session.doubts] }];
      });
    return byRole(sessions).map((group) => judge(facts, group));
  },
};

function judge(facts: Case, sessions: readonly Session[]): Judgement {
  const about = sessions[0].role.resource ?? sessions[0].pool.resource;
  return { about, ...(findForbidden(facts, sessions, wideAccess(sessions)) ?? { verdict: 'PROVED', message: 'no statement reaches beyond resources that it names, and none administers' }) };
}

/** Whether anybody can come to sign in this way; text says why that is not known. */
function isOpen(facts: Case, { provider }: Session): boolean | string {
  if (provider === undefined) return false;
  if (provider.kind === 'social') return true;
  const userPool = provider.kind === 'user-pool' ? userPoolOf(facts.model, provider.name) : undefined;
  if (userPool === undefined) return false;
  const { AdminCreateUserConfig: config, LambdaConfig: triggers } = userPool.properties;
  if (userPool.unknownProperties !== undefined) return userPool.unknownProperties;
  if (config instanceof Unresolved) return config.reason;
  const closed = isMap(config) ? config.AllowAdminCreateUserOnly : undefined;
  if (booleanOf(closed) === true) return false;
  if (closed !== undefined && booleanOf(closed) === undefined) return `whether '${userPool.id}' lets users sign up is known only at deployment`;
  return isMap(triggers) && triggers.PreSignUp !== undefined ? `the trigger PreSignUp of '${userPool.id}' decides who may sign up` : true;
}
