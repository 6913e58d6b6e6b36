import { RULES } from '../../lib/proof/rules';

/** The repository of this package. */
export const HOME = 'https://github.com/cdk-cognito-pools/cdk-cognito-pools';

const DOCS = `${HOME}/blob/main/docs`;

/**
 * @param id the id of a rule or of a promise
 * @returns the page that explains it
 */
export function ruleUri(id: string): string {
  return RULES.some((rule) => rule.id === id) ? `${DOCS}/rules.md#${id}` : `${DOCS}/adr/0002-intent-in-the-template.md#what-is-proved-from-it`;
}
