import type { CheckContext } from '../analysis/check-context';
import { chosenByUsers, doubtFix, writersOf, writingFix } from '../analysis/attribute-writers';
import { decisionOf, gainOver } from '../analysis/gained-powers';
import type { Judgement, Rule } from './rule';
import { decidingClaims, isSettled, type DecidingClaim } from '../analysis/deciding-claims';
import { VERIFIABLE, verificationFix, verificationOf } from '../analysis/verified-addresses';

/** Nobody decides their own role or session tag. */
export const userWritableClaim: Rule = {
  id: 'user-writable-claim',
  title: 'no claim that decides a role or a session tag is one that users write',
  why: 'Through an app client that may write the attribute, every user sets it with UpdateUserAttributes, or at sign-up; a client that lists no WriteAttributes may write all. The next token carries the new value, and with it the role or the tenant of somebody else.',
  fix: 'let an attribute decide that no app client of the user pool lists in WriteAttributes',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html',
  severity: 'error',
  check: (context) => decidingClaims(context).map((claim) => check(context, claim)),
};

function check(context: CheckContext, deciding: DecidingClaim): Judgement {
  const { claim, userPool, by, location, decides, provider } = deciding;
  const about = { about: by, subject: `${claim} for ${decides}` };
  if (deciding.hidden !== undefined) return { ...about, verdict: 'UNKNOWN', location, message: deciding.hidden };
  if (userPool === undefined) return ofOthers(context, deciding);
  const verification = VERIFIABLE.has(claim) ? verificationOf(userPool, claim) : undefined;
  if (verification?.verified === 'yes') {
    return { ...about, verdict: 'PROVED', location, message: `users must show that a new ${claim} is theirs before it counts` };
  }
  const writers = writersOf(userPool, claim);
  const writer = writers.find(({ doubt }) => doubt === undefined) ?? writers[0];
  const name = provider?.kind === 'user-pool' ? userPool.resource.id : context.render(provider?.name ?? userPool.resource.id);
  if (writer === undefined) return chosen(deciding) ?? throughAdministration(context, deciding) ?? { ...about, verdict: 'PROVED', location, message: `no app client of ${name} in the templates writes ${claim}` };
  const { client, doubt } = writer;
  const blame = { blame: client, location: 'Properties.WriteAttributes' };
  const why = doubt ?? verification?.reason;
  if (why !== undefined) return { ...about, verdict: 'UNKNOWN', message: why, ...blame, ...(doubt !== undefined && doubtFix(userPool, writer, claim)) };
  const acknowledged = context.records.roles.find(({ resource, acknowledgedBecause }) => resource.arn === deciding.match?.role && acknowledgedBecause !== undefined);
  if (acknowledged !== undefined) {
    return { ...about, verdict: 'PROVED', location, message: 'the rule was acknowledged', assumptions: [`users may write ${claim}: ${acknowledged.acknowledgedBecause}`] };
  }
  return {
    ...about, verdict: 'VIOLATED', ...blame, message: `${claim} decides ${decides}, and users write it through the app client '${client.id}'`,
    fix: VERIFIABLE.has(claim) ? verificationFix(userPool, claim) : writingFix(userPool, client, claim),
    counterexample: {
      who: `signed-in user of the app client '${client.id}'`, verb: 'writes', what: `${claim} of their own account${deciding.match === undefined ? ', to any value' : `, to '${context.render(deciding.match.value)}'`}`,
      by: `${client.id}.WriteAttributes`, request: { action: 'cognito-idp:UpdateUserAttributes', resource: context.render(userPool.resource.arn), context: {} }, replayed: false,
    },
  };
}

/** What nobody writes into an account may be chosen at sign-up, or whenever somebody signs in. */
function chosen({ userPool, claim, by, location, decides }: DecidingClaim): Judgement | undefined {
  const found = userPool === undefined ? undefined : chosenByUsers(userPool, claim);
  return found && {
    about: by, subject: `${claim} for ${decides}`, location, verdict: found.certain ? 'NOT_PROVED' : 'UNKNOWN', message: `${claim} decides ${decides}, and ${found.reason}`,
    fix: 'let a claim decide that only servers write, such as a custom attribute',
  };
}

/** Whoever may change attributes or app clients writes every claim. */
function throughAdministration(context: CheckContext, { pool, claim, by, location, decides }: DecidingClaim): Judgement | undefined {
  const gain = gainOver(context, context.sessionsWithPowers([pool]), { pools: [pool], resources: [], groups: false, claims: true, users: true });
  return gain && { about: by, subject: `${claim} for ${decides}`, location, ...decisionOf(context, gain, `${claim}, which decides ${decides}, is theirs to choose`) };
}

/** What other providers let their users choose does not stand in the template. */
function ofOthers(context: CheckContext, { claim, provider, by, location, decides }: DecidingClaim): Judgement {
  const about = { about: by, subject: `${claim} for ${decides}`, location };
  if (isSettled(claim)) return { ...about, verdict: 'PROVED', message: `nobody chooses their own ${claim}` };
  return { ...about, verdict: 'UNKNOWN', message: `whether users choose their own ${claim} is the business of ${context.render(provider?.name ?? 'a provider that is not in the templates')}` };
}
