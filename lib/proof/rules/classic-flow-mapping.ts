import type { Rule } from './rule';

/** The classic flow and role mappings exclude each other. */
export const classicFlowMapping: Rule = {
  id: 'classic-flow-mapping',
  title: 'the classic flow is off where roles are mapped',
  why: 'In the classic flow the client names its role by itself, so that groups and rules decide nothing, and the guest ceiling does not apply. Cognito answers with an error where role mappings are set, so the flow does not work either.',
  fix: 'leave AllowClassicFlow out, or set it to false',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html',
  severity: 'error',
  check: (context) => context.graph.pools.filter(({ attachments }) => attachments.some(({ mappings }) => mappings.length > 0)).map(({ resource, classicFlow }) => {
    const about = { about: resource, location: 'Properties.AllowClassicFlow' };
    if (!classicFlow.known) return { ...about, verdict: 'UNKNOWN', message: `whether the classic flow is on is known only at deployment: ${classicFlow.reason}` };
    return classicFlow.value ? { ...about, verdict: 'VIOLATED', message: 'the classic flow is on, and roles are mapped', fix: `leave AllowClassicFlow of '${resource.id}' out` } : { ...about, verdict: 'PROVED', message: 'the classic flow is off' };
  }),
};
