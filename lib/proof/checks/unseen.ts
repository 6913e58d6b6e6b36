import type { CheckContext } from '../analysis/check-context';
import { isDecided, type Finding } from '../findings/finding';

/**
 * What is not at hand may hold all the Cognito there is: that nothing was found beside it proves nothing.
 *
 * @param context what is reachable
 * @param findings what was decided of what is at hand
 * @returns one finding for each part of the templates that is not at hand; none where another finding tells of any
 */
export function unseenParts(context: CheckContext, findings: readonly Finding[]): Finding[] {
  const { unseen, resources } = context.model;
  if (findings.some((finding) => !isDecided(finding) && unseen.some((reason) => finding.message.includes(reason)))) return [];
  return unseen.flatMap((reason): Finding[] => {
    const resource = resources.find(({ id, type }) => type === 'AWS::CloudFormation::Stack' && reason.includes(`'${id}'`)) ?? resources.at(0);
    if (resource === undefined) return [];
    const promise = { rule: 'unseen-template', title: 'all that the templates consist of is at hand', subject: resource.id, resource };
    return [{ ...context.finding(promise, { verdict: 'UNKNOWN', message: reason, blame: resource }), severity: 'warning' }];
  });
}
