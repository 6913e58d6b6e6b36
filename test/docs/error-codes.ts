import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** The files of a folder, in all its folders. */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending) && !file.endsWith('.d.ts')).map((file) => join(folder, file)).sort();
}

/** The codes of the errors that the files raise, each with the files that do. */
export function errorCodes(files: readonly string[]): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      for (const code of raisedAt(node)) codes.set(code, [...new Set([...(codes.get(code) ?? []), file])]);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return codes;
}

/** A issue, an error of the prover, an error whose text begins with its code, or one of the command line, which has it beside. */
function raisedAt(node: ts.Node): string[] {
  if (ts.isObjectLiteralExpression(node)) {
    const names = node.properties.map((property) => property.name?.getText());
    const code = node.properties.find((property) => property.name?.getText() === 'code');
    if (!names.includes('received') || !names.includes('fix') || code === undefined) return [];
    if (ts.isPropertyAssignment(code)) return literals(code.initializer);
    throw new Error(`a code that is not written where it is raised: ${node.getText()}`);
  }
  if (ts.isNewExpression(node) && /^(Template|Question)Error$/.test(node.expression.getText())) return codeOf(node.arguments ?? []);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'error' && node.expression.expression.getText() !== 'console') return codeOf(node.arguments);
  if (ts.isPropertyDeclaration(node) && node.name.getText() === 'code' && node.initializer !== undefined) return literals(node.initializer);
  if (ts.isNewExpression(node) && node.expression.getText() === 'TypeError') return [/^[`'"]([a-z]+(?:-[a-z]+)+): /.exec(node.arguments?.[0]?.getText() ?? '')?.[1] ?? []].flat();
  return [];
}

/** The one place that passes on the code that it is given is none that raises it. */
function codeOf(given: readonly ts.Expression[]): string[] {
  return given[0] === undefined || ts.isIdentifier(given[0]) ? [] : literals(given[0]);
}

function literals(expression: ts.Expression): string[] {
  if (ts.isStringLiteral(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression)) return [...literals(expression.whenTrue), ...literals(expression.whenFalse)];
  throw new Error(`a code that is not written where it is raised: ${expression.getText()}`);
}
