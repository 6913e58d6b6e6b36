/** The repository of this package. */
export const HOME = 'https://github.com/cdk-cognito-pools/cdk-cognito-pools';

const DOCS = `${HOME}/blob/main/docs`;

/**
 * @param code the code of an error
 * @returns its row of the page of all errors
 */
export function errorPage(code: string): string {
  return `${DOCS}/errors.md#${code}`;
}

/**
 * @param id the id of a rule or of a promise
 * @returns its section of the page of all rules
 */
export function rulePage(id: string): string {
  return `${DOCS}/rules.md#${id}`;
}
