import { Token } from 'aws-cdk-lib/core';

/** A type of a GraphQL schema, as far as authorization is concerned. */
export interface GraphqlType {
  /** The names of its directives, without the at sign. */
  readonly directives: string[];
  /** Its fields, each with the names of its directives. */
  readonly fields: Map<string, string[]>;
}

/** Strings and comments of the schema language are told apart, so that a directive in a description counts for nothing. */
export function withoutText(definition = ''): string {
  return Token.isUnresolved(definition) ? '' : definition.replace(/"""[\s\S]*?"""|#[^\n]*/g, '');
}

/** The object types of a schema, what extends them included. */
export function graphqlTypes(definition: string): Map<string, GraphqlType> {
  const tokens = (definition.match(/"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|@?[A-Za-z_]\w*|[{}():]/g) ?? []).filter((token) => !/^["#]/.test(token));
  const types = new Map<string, GraphqlType>();
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] === '{' || tokens[at] === '(') at = endOf(tokens, at);
    else if (tokens[at] === 'type' && tokens[at + 1] !== undefined) at = readType(tokens, at + 1, types);
  }
  return types;
}

/** Reads a type whose name stands at an index; the index of its last token. */
function readType(tokens: string[], start: number, types: Map<string, GraphqlType>): number {
  const type = types.get(tokens[start]) ?? { directives: [], fields: new Map<string, string[]>() };
  types.set(tokens[start], type);
  let at = start + 1;
  for (; at < tokens.length && tokens[at] !== '{'; at++) {
    if (['type', 'extend', 'input', 'interface', 'enum', 'union', 'scalar', 'schema', 'directive'].includes(tokens[at])) return at - 1;
    if (tokens[at] === '(') at = endOf(tokens, at);
    else if (tokens[at].startsWith('@')) type.directives.push(tokens[at].slice(1));
  }
  const end = endOf(tokens, at);
  let directives: string[] = [];
  for (at++; at < end; at++) {
    if (tokens[at].startsWith('@')) directives.push(tokens[at].slice(1));
    else if (tokens[at] === '(') at = endOf(tokens, at);
    else if ([':', '('].includes(tokens[at + 1]) && tokens[at] !== ':') type.fields.set(tokens[at], directives = []);
  }
  return end;
}

/** Where what opens at an index is closed. */
function endOf(tokens: string[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    if (/[{(]/.test(tokens[at])) depth++;
    else if (/[})]/.test(tokens[at]) && --depth === 0) return at;
  }
  return tokens.length;
}
