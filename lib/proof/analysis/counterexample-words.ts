import type { Counterexample } from '../solver';
import { ANOTHER_REGION } from '../symbols/shape';

/** `signed-in user, role R` with an owner value reads `signed-in user, tenant="a", role R`. */
export function withOwner(person: string, owner: string): string {
  const comma = person.indexOf(',');
  return comma < 0 ? `${person}, ${owner}` : `${person.slice(0, comma)}, ${owner}${person.slice(comma)}`;
}

/** The part of the context that the person chose, not what their session and every request brings along. */
export function chosenContextOf(example: Counterexample): Record<string, string> {
  return chosenIn(example.request.context);
}

/**
 * @param context the context of a request
 * @returns what of it the caller chose
 */
export function chosenIn(context: Counterexample['request']['context']): Record<string, string> {
  const entries = Object.entries(context).filter(([key, value]) => !/^(aws:principal|aws:federatedprovider|aws:userid|aws:tokenissuetime|aws:currenttime|aws:epochtime|aws:viaawsservice|cognito-identity)/i.test(key)
    && !(key.toLowerCase() === 'aws:securetransport' && value === 'true'));
  return Object.fromEntries(entries.map(([key, value]) => [key, value === ANOTHER_REGION ? 'another Region' : typeof value === 'string' ? value : value.join('", "')]));
}

/** The shortest of all ARNs stands for any: it tells people nothing. */
export function resourceOf(arn: string): string {
  return arn === 'arn:::::' ? 'any resource' : arn;
}

/** What an action does to what it is on, in one word. */
export function verbOf(action: string): string {
  const name = action.slice(action.indexOf(':') + 1).toLowerCase();
  if (/^list/.test(name)) return 'lists';
  if (/^(get|head|read|batchget|query|scan|describe|select|receive|view|decrypt|download)/.test(name)) return 'reads';
  if (/^(put|write|update|upload|create|restore|replicate|batchwrite|send|publish|modify|set|tag|encrypt)/.test(name)) return 'writes';
  if (/^(delete|remove|abort|purge|untag)/.test(name)) return 'deletes';
  return /^assume/.test(name) ? 'obtains' : 'does';
}
