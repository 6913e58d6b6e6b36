import ts from 'typescript';

/** One small change of a source file, which some test should notice. */
export interface Mutant {
  readonly line: number;
  /** Where in the file it begins. */
  readonly position: number;
  /** What stands there, and what the change puts in its place; on one line, cut short. */
  readonly from: string;
  readonly to: string;
  /** The whole file with the change. */
  readonly text: string;
}

interface Change {
  readonly node: ts.Node;
  readonly to: string;
  /** Where the change begins and ends, if it is not all of the node. */
  readonly start?: number;
  readonly end?: number;
}

const SHOWN = 70;
const OPERATORS = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'], [ts.SyntaxKind.BarBarToken, '&&'], [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='], [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '<='], [ts.SyntaxKind.LessThanEqualsToken, '<'], [ts.SyntaxKind.GreaterThanToken, '>='], [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
]);
const OTHER_METHODS = new Map([['some', 'every'], ['every', 'some'], ['startsWith', 'endsWith'], ['endsWith', 'startsWith'], ['filter', ''], ['slice', ''], ['trim', ''], ['toLowerCase', ''], ['sort', ''], ['reverse', '']]);
/** Words of errors are for people: tests of their own compare them, and a change in them opens nothing. */
const WORDS = new Set(['code', 'received', 'fix', 'title', 'description']);

/**
 * @param file the name of a source file
 * @param source its text
 * @returns every change of it, in the order of the lines
 */
export function mutantsOf(file: string, source: string): Mutant[] {
  const root = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  return changesIn(root).map(({ node, to, start = node.getStart(), end = node.end }) => ({
    line: root.getLineAndCharacterOfPosition(start).line + 1, position: start, from: short(source.slice(start, end)), to: short(to), text: source.slice(0, start) + to + source.slice(end),
  }));
}

function changesIn(node: ts.Node): Change[] {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || isWords(node)) return [];
  const below: Change[] = [];
  node.forEachChild((child) => { below.push(...changesIn(child)); });
  return [...changesOf(node), ...below];
}

function isWords(node: ts.Node): boolean {
  return (ts.isPropertyAssignment(node) && WORDS.has(node.name.getText()))
    || (ts.isNewExpression(node) && /Error$/.test(node.expression.getText()) && !node.arguments?.some(ts.isObjectLiteralExpression));
}

function changesOf(node: ts.Node): Change[] {
  if (ts.isIfStatement(node)) return always(node.expression);
  if (ts.isConditionalExpression(node)) return always(node.condition);
  if (ts.isBinaryExpression(node)) return ofOperator(node);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return [{ node, to: node.operand.getText() }];
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) return ofMethod(node, node.expression);
  if (ts.isObjectLiteralExpression(node)) return node.properties.filter((property) => !isWords(property)).map((property) => without(property, node.properties));
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => without(element, node.elements));
  if (ts.isExpressionStatement(node)) return isSuper(node.expression) ? [] : [{ node, to: ';' }];
  return ofLiteral(node);
}

function always(condition: ts.Expression): Change[] {
  return [{ node: condition, to: 'true' }, { node: condition, to: 'false' }];
}

function ofOperator({ operatorToken, right, left }: ts.BinaryExpression): Change[] {
  const other = OPERATORS.get(operatorToken.kind);
  if (other !== undefined) return [{ node: operatorToken, to: other }];
  return operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ? [{ node: left, to: '', end: right.getStart() }] : [];
}

function ofMethod(call: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression): Change[] {
  const other = OTHER_METHODS.get(name.text);
  if (other === undefined) return [];
  return other === '' ? [{ node: call, to: '', start: expression.end }] : [{ node: name, to: other }];
}

/** A comma goes with what is taken out. */
function without(node: ts.Node, all: ts.NodeArray<ts.Node>): Change {
  const at = all.indexOf(node);
  return { node, to: '', end: at + 1 < all.length ? all[at + 1].getStart() : node.end };
}

function isSuper(expression: ts.Expression): boolean {
  return ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword;
}

function ofLiteral(node: ts.Node): Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, to: 'false' }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, to: 'true' }];
  if (ts.isNumericLiteral(node)) return [{ node, to: String(Number(node.text) + 1) }];
  if (ts.isTemplateExpression(node) || (ts.isStringLiteralLike(node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node))) return [{ node, to: "'other'" }];
  return ts.isRegularExpressionLiteral(node) ? [{ node, to: '/^(?:)$/' }] : [];
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
