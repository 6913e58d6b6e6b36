import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Reference, Stack, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { reported } from '../private/errors';

/** All inline policies of one role together, white space not counted: a fixed quota of IAM. */
const MAX_INLINE_POLICY_SIZE = 10_240;

/** Shortest text that an intrinsic function can turn into, so that nothing is refused that would fit. */
const SHORTEST_VALUE = 12;

interface IamStatement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** Reports when the policies cannot fit into a role together, and names the statements that fill them. */
export function checkPolicySize(scope: IConstruct, policies: PolicyStatement[][]): string[] {
  if (isFarFromQuota(scope, policies.flat())) return [];
  const sized = policies.flatMap((statements) => statementsAsWritten(scope, statements)).map((statement) => ({ statement, size: smallestSize(statement) }));
  const total = sized.reduce((sum, { size }) => sum + size, 0);
  if (total <= MAX_INLINE_POLICY_SIZE) return [];
  const largest = [...sized].sort((a, b) => b.size - a.size).slice(0, 3).map(({ statement: { Action, Resource }, size }) => (
    `${[Action].flat().slice(0, 2).join(', ')} on ${[Resource].flat().length} resource(s) with ${size}`));
  return [reported({
    code: 'policy-too-large',
    received: `what is granted needs at least ${total} characters of policy; a role holds ${MAX_INLINE_POLICY_SIZE}. The largest: ${largest.join('; ')}`,
    fix: 'grant on a prefix or a path in common instead of on each resource, or spread the grants over groups',
  }, scope)];
}

/** Most policies are seen to fit without being resolved: merging makes none longer, nor does a reference that turns into a function. */
function isFarFromQuota(scope: IConstruct, statements: readonly PolicyStatement[]): boolean {
  const written = statements.map((statement) => statement.toStatementJson() as unknown);
  return !mayGrow(Stack.of(scope), written) && JSON.stringify(written).length <= MAX_INLINE_POLICY_SIZE;
}

/** Whether what is written may turn into something longer: what is produced late, and names of what stands in other stacks. */
function mayGrow(stack: Stack, value: unknown): boolean {
  if (typeof value === 'string') {
    return value.includes('#{Token[') || Tokenization.reverseString(value).tokens.some((token) => !Reference.isReference(token) || Stack.of(token.target) !== stack);
  }
  if (typeof value !== 'object' || value === null) return false;
  return Tokenization.isResolvable(value) || Object.entries(value).some(([key, item]) => mayGrow(stack, key) || mayGrow(stack, item));
}

/** Statements merge where they can, so their number when granted says little. */
function statementsAsWritten(scope: IConstruct, statements: PolicyStatement[]): IamStatement[] {
  const document = Stack.of(scope).resolve(new PolicyDocument({ minimize: true, statements })) as { Statement: IamStatement[] } | undefined;
  return document?.Statement ?? [];
}

function smallestSize(value: unknown): number {
  if (typeof value === 'string') return value.replace(/\s/g, '').length + 2;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + smallestSize(item) + 1, 1);
  if (typeof value !== 'object' || value === null) return String(value).length;
  const entries = Object.entries(value);
  if (entries.length === 1 && (entries[0][0] === 'Ref' || entries[0][0].startsWith('Fn::'))) {
    return entries[0][0] === 'Fn::Join' ? joinedSize(entries[0][1]) : SHORTEST_VALUE;
  }
  return entries.reduce((sum, [key, item]) => sum + key.length + 4 + smallestSize(item), 1);
}

function joinedSize(join: unknown): number {
  const parts = Array.isArray(join) && Array.isArray(join[1]) ? join[1] : [];
  return parts.reduce((sum: number, part) => sum + (typeof part === 'string' ? part.length : SHORTEST_VALUE), 2);
}
