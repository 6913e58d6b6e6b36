import type { AccessGraph } from '../access-graph/access-graph';
import { actionFacts } from '../authorization-data/actions';
import { matchesWildcard } from '../authorization-data/wildcard';
import type { Statement } from '../iam/policy';
import { QuestionError, type Answer, type Question } from './question';

/**
 * A request without a resource is denied by a statement that names one, whoever asks: where a policy grants the action on some
 * resource, such an answer says nothing.
 *
 * @param graph who reaches what
 * @param question what they would do
 * @param answer the answer
 * @returns that a resource has to be named; undefined where the answer holds without
 */
export function unnamedResource(graph: AccessGraph, { action, resource }: Question, answer: Answer): QuestionError | undefined {
  if (resource !== '*' || answer.verdict !== 'DENIED' || (actionFacts(action)?.resources ?? []).length === 0) return undefined;
  const named = [...graph.roles.all().flatMap(({ policies }) => policies), ...graph.resourcePolicies()].flatMap(({ statements }) => statements.filter(grants(action)).flatMap(({ resources }) => resources));
  const [first] = named;
  if (first === undefined) return undefined;
  const example = graph.model.symbols.render(first.text);
  return new QuestionError('bad-resource', `${action} takes a resource, and * is none`, `name one, such as one of ${example}, which a policy names`);
}

const grants = (action: string) => ({ effect, actions, resources, notAction }: Statement): boolean =>
  effect === 'Allow' && resources.some(({ text }) => text !== '*') && actions.some(({ text }) => matchesWildcard(text.toLowerCase(), action.toLowerCase())) !== notAction;
