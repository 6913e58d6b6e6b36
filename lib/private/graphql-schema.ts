import { Token } from 'aws-cdk-lib/core';

/** A type of a GraphQL schema, as far as authorization is concerned. */
export interface GraphqlType {
  /** The names of its directives, without the at sign. */
  readonly directives: string[];
  /** Its fields, each with the names of its directives. */
  readonly fields: ReadonlyMap<string, string[]>;
}

/** Strings and comments of the schema language are told apart, so that a directive in a description counts for nothing. */
export function withoutText(definition = ''): string {
  return Token.isUnresolved(definition) ? '' : definition.replace(/"""[\s\S]*?"""|#[^\n]*/g, '');
}

/** The object types of a schema, those that are extended with what is added. */
export function graphqlTypes(definition: string): Map<string, GraphqlType> {
  const types = new Map<string, GraphqlType>();
  const text = withoutText(definition).replace(/"(\\.|[^"\\\n])*"/g, '""');
  for (const [, name, head, body] of text.matchAll(/\btype\s+(\w+)([^{}]*)\{([^{}]*)\}/g)) {
    const known = types.get(name);
    types.set(name, { directives: [...known?.directives ?? [], ...directivesOf(head)], fields: new Map([...known?.fields ?? [], ...fieldsOf(body)]) });
  }
  return types;
}

/** A field is a name, arguments, a colon, a type and directives; what is in parentheses belongs to arguments and directives. */
function fieldsOf(body: string): [string, string[]][] {
  return [...withoutParentheses(body).matchAll(/(\w+)\s*:\s*[\[\]!\w\s]*?((?:@\w+\s*)*)(?=\s*(?:\w+\s*:|$|,))/g)].map(([, name, directives]) => [name, directivesOf(directives)]);
}

function withoutParentheses(text: string): string {
  const inner = text.replace(/\([^()]*\)/g, ' ');
  return inner === text ? text : withoutParentheses(inner);
}

function directivesOf(text: string): string[] {
  return [...withoutParentheses(text).matchAll(/@(\w+)/g)].map(([, name]) => name);
}
