import type { CheckContext } from '../analysis/check-context';
import type { Session } from '../access-graph/sessions';
import type { Rule } from './rule';
import { allSessions } from '../analysis/forbidden-requests';
import { publicSignIn } from '../analysis/public-sign-in';
import { judgeWide } from './wide-judgements';

/** Where anybody can sign up, signing in is no merit. */
export const openSignUpWideAccess: Rule = {
  id: 'open-sign-up-wide-access',
  title: 'where anybody can sign up, users who signed in reach only resources that are named, and administer none',
  why: 'A user pool lets users sign up by themselves unless AllowAdminCreateUserOnly is set, and so do public providers, of the identity pool or of the user pool, which makes a profile for whoever signs in with one. Then everybody on the internet is one form away from the signed-in role, and a wildcard in it opens every resource of the kind in the account.',
  fix: 'list in the policy the actions that everybody needs, on the ARNs that they need them for',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html',
  severity: 'error',
  check: (context) => {
    const sessions = allSessions(context).filter((session) => session.role.resource !== undefined && isForAll(session))
      .flatMap((session) => {
        const open = isOpen(context, session);
        return open === false ? [] : [open === true ? session : { ...session, uncertainties: [open, ...session.uncertainties] }];
      });
    return judgeWide(context, sessions, 'all users');
  },
};

/** What a group or a rule gives is for some: so is what its people come by with it. Others take steps as everybody can. */
function isForAll({ origin, way }: Session): boolean {
  const { kind } = origin?.way ?? way;
  return kind !== 'group' && kind !== 'rule';
}

/** Whether anybody can come to sign in this way; text says why that is not known. */
function isOpen(context: CheckContext, { provider }: Session): boolean | string {
  if (provider === undefined) return false;
  if (provider.kind === 'social') return true;
  const userPool = provider.kind === 'user-pool' ? context.graph.userPools.find(provider.name) : undefined;
  if (userPool === undefined) return provider.kind === 'user-pool' ? `whether ${context.render(provider.name)} lets users sign up does not stand in the templates` : false;
  const { selfSignUp, preSignUp, resource } = userPool;
  if (!selfSignUp.known) return `whether '${resource.id}' lets users sign up is known only at deployment: ${selfSignUp.reason}`;
  const federated = selfSignUp.value ? undefined : publicSignIn(userPool, provider);
  if (federated !== undefined && 'unknown' in federated) return federated.unknown;
  if (!selfSignUp.value && federated === undefined) return false;
  return preSignUp === undefined ? true : `the trigger PreSignUp of '${resource.id}' decides who may sign up`;
}
