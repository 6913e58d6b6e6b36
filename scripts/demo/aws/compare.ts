import { claimsOf } from '../../../examples/support';
import type { Call, Caller, CallLog } from '../../../examples/support';
import { AccessModel, AccessVerdict } from '../../../lib/proof/access-model';
import type { AccessSubject } from '../../../lib/proof/access-model';
import { loadFiles } from '../../../lib/proof/template/load';
import type { DeployedResource } from './account';
import { questionOf } from './questions';
import type { Surroundings } from './questions';

/** One call beside what `can` says of it. */
export interface Comparison {
  readonly example: string;
  /** Who asked, in words. */
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  /** What AWS answered. */
  readonly answered: 'allowed' | 'refused';
  /** What `can` answers, with its reason. */
  readonly said: string;
  readonly reason: string;
}

/** What came of comparing the calls of one example. */
export interface Compared {
  /** How many calls were answered as `can` says. */
  readonly alike: number;
  readonly differences: readonly Comparison[];
  /** Where `can` says UNKNOWN, or that another role would be allowed than the one that asked. */
  readonly open: readonly Comparison[];
  /** How many calls `can` was not asked about: of callers or resources that the templates do not have. */
  readonly notAsked: number;
}

/**
 * Asks `can` about each call that the clients of an example made with the credentials of an identity.
 *
 * @param example its name
 * @param templateFile its template
 * @param surroundings what its stack has
 * @param calls what its clients called
 * @param roleOf the name of the role that credentials act as, by their access key id
 * @returns where the answers differ
 */
export async function compare(example: string, templateFile: string, surroundings: Surroundings, calls: CallLog, roleOf: (accessKeyId: string) => string | undefined): Promise<Compared> {
  const model = AccessModel._ofTemplates(loadFiles([templateFile]));
  const all = await Promise.all(calls.all.map((call) => comparisonOf(example, model, surroundings, call, calls.callerOf(call), roleOf(call.accessKeyId))));
  const asked = all.filter((one) => one !== undefined);
  const isAlike = ({ answered, said }: Comparison): boolean => (answered === 'allowed' ? 'ALLOWED' : 'DENIED') === said;
  const isOpen = ({ said }: Comparison): boolean => said !== 'ALLOWED' && said !== 'DENIED';
  return {
    alike: asked.filter(isAlike).length,
    open: asked.filter(isOpen),
    differences: asked.filter((one) => !isAlike(one) && !isOpen(one)),
    notAsked: all.length - asked.length,
  };
}

async function comparisonOf(example: string, model: AccessModel, surroundings: Surroundings, call: Call, caller: Caller | undefined, role: string | undefined): Promise<Comparison | undefined> {
  const { resources } = surroundings;
  const question = caller && await questionOf(call, caller.identityId, surroundings);
  if (!caller || !question || (!caller.isGuest && caller.idToken === undefined)) return undefined;
  const { action, context, resource } = question;
  const answer = subjectOf(model, caller, resources).can(action, resource, { context });
  const usedRole = resources.find(({ physicalId, type }) => type === 'AWS::IAM::Role' && physicalId === role)?.logicalId;
  const byAnother = answer.verdict === AccessVerdict.ALLOWED && call.outcome === 'refused' && usedRole !== undefined && answer.role !== undefined && answer.role !== usedRole;
  return {
    example, who: whoIs(caller, usedRole), action, resource,
    answered: call.outcome,
    said: byAnother ? `ALLOWED with the role ${answer.role}` : answer.verdict,
    reason: answer.reason,
  };
}

function subjectOf(model: AccessModel, { idToken }: Caller, resources: readonly DeployedResource[]): AccessSubject {
  if (idToken === undefined) return model.guest();
  const token = claimsOf(idToken);
  const claims = Object.fromEntries(Object.entries(token).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('cognito:')));
  const provider = resources.find(({ type }) => type === 'AWS::Cognito::UserPool')?.logicalId;
  return model.user({ claims, groups: (token['cognito:groups'] ?? []) as string[], ...(provider !== undefined && { provider }) });
}

function whoIs({ idToken, isGuest }: Caller, role: string | undefined): string {
  const who = isGuest ? 'a guest' : String(claimsOf(idToken ?? '').email ?? claimsOf(idToken ?? '')['cognito:username']);
  return role === undefined ? who : `${who} with ${role}`;
}
