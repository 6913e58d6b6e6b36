import type { AccessChange } from './change';

/** So many actions and resources stand in one line. */
const NAMES = 6;

/**
 * @param change a change of access
 * @returns who may do what, in one line that is not yet made safe to print
 */
export function regionOf({ who, actions, resources }: AccessChange): string {
  return `${who}: ${listed(actions)} on ${listed(resources)}`;
}

/**
 * @param change a change of access
 * @returns what an acknowledgment calls it: access under fewer conditions, by other steps, or that is shown where it was open, is another
 */
export function nameOfChange(change: AccessChange): string {
  const { verdict, conditions, steps } = change;
  return `${verdict === 'UNKNOWN' ? 'perhaps ' : ''}${regionOf(change)}${conditions.length === 0 ? '' : ` if ${conditions.join(' and ')}`}${steps.length === 0 ? '' : ` by steps: ${steps.join(', ')}`}`;
}

/**
 * @param change a change of access
 * @returns what is known of it beyond that, as lines that are not yet made safe to print
 */
export function caseOf({ conditions, steps, statement, request, reason, circumstances = [], actions, resources }: AccessChange): string[] {
  const context = Object.entries(request?.context ?? {}).map(([key, value]) => ` with ${key}="${value}"`).join('');
  return [
    ...(actions.length > NAMES ? [`actions  ${actions.join(', ')}`] : []), ...(resources.length > NAMES ? [`on       ${resources.join(', ')}`] : []),
    ...conditions.map((condition) => `if       ${condition}`), ...circumstances.map((one) => `where    ${one}`),
    ...steps.map((step, i) => `step ${i + 1}   ${step}`),
    ...(statement === '' ? [] : [`by       ${statement}`]),
    ...(request === undefined ? [] : [`such as  ${request.action} on ${request.resource}${context}      replayed by the evaluator: yes`]),
    ...(reason === undefined ? [] : [`why      ${reason}`]),
  ];
}

function listed(names: readonly string[]): string {
  return names.length <= NAMES ? names.join(', ') : `${names.slice(0, NAMES).join(', ')} and ${names.length - NAMES} more`;
}
