/**
 * A second bound of IAM, written from its documentation as plainly as possible and without a line of lib/proof: what the
 * evaluator and the proofs are compared with. It knows the elements that the random policies use.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */

/** `open`: the documentation does not decide. */
export type Answer = 'yes' | 'no' | 'open';

export interface PlainStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: string };
  readonly Action?: string[];
  readonly NotAction?: string[];
  readonly Resource?: string[];
  readonly NotResource?: string[];
  readonly Condition?: Record<string, Record<string, string[]>>;
}

export type Kind = 'identity' | 'boundary' | 'session' | 'resource';

export interface PlainPolicy {
  readonly kind: Kind;
  readonly document: { readonly Version: string; readonly Statement: PlainStatement[] };
}

/** Context keys are in lower case. */
export interface PlainRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export const ROLE = 'arn:aws:iam::111122223333:role/users';

/** `hole`: some text, of which the documentation does not say which. */
type Piece = { readonly char: string } | 'star' | 'one' | 'unknown';

/** Whether a text matches a pattern of `*`, `?` and literal text: the definition, word for word. */
export function matches(pieces: readonly Piece[], text: string): boolean {
  if (pieces.length === 0) return text === '';
  const [first, ...rest] = pieces;
  if (first === 'star' || first === 'unknown') return matches(rest, text) || (text !== '' && matches(pieces, text.slice(1)));
  if (text === '') return false;
  return (first === 'one' || first.char === text[0]) && matches(rest, text.slice(1));
}

/** The pattern with its variables replaced; `undefined` when one has no value. */
export function expand(pattern: string, wildcards: boolean, context: PlainRequest['context']): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const [part] of pattern.matchAll(/\$\{[^}]*\}|[^]/g)) {
    if (part.length === 1) {
      pieces.push(wildcards && part === '*' ? 'star' : wildcards && part === '?' ? 'one' : { char: part });
      continue;
    }
    const [name, fallback] = part.slice(2, -1).split(', ');
    const found = ['*', '?', '$'].includes(name) ? name : context[name.toLowerCase()] ?? fallback?.slice(1, -1);
    // No other form of a default is documented, nor a variable of several values.
    if (name.includes(',') || (found !== undefined && typeof found !== 'string')) pieces.push('unknown');
    else if (found === undefined) return undefined;
    else for (const char of found) pieces.push({ char });
  }
  return pieces;
}

const negate = (answer: Answer): Answer => (answer === 'open' ? 'open' : answer === 'yes' ? 'no' : 'yes');
const every = (answers: Answer[]): Answer => (answers.includes('no') ? 'no' : answers.includes('open') ? 'open' : 'yes');
const some = (answers: Answer[]): Answer => (answers.includes('yes') ? 'yes' : answers.includes('open') ? 'open' : 'no');

function matchesAny(patterns: readonly string[], text: string, wildcards: boolean, context: PlainRequest['context'], ignoreCase = false): Answer {
  return some(patterns.map((pattern): Answer => {
    const pieces = expand(pattern, wildcards, context);
    if (pieces === undefined) return 'no';
    const [compared, against] = ignoreCase ? [pieces.map((piece) => (typeof piece === 'string' ? piece : { char: piece.char.toLowerCase() })), text.toLowerCase()] : [pieces, text];
    return !matches(compared, against) ? 'no' : pieces.includes('unknown') ? 'open' : 'yes';
  }));
}

const anyCase = (actions: readonly string[], action: string): Answer => matchesAny(actions, action, true, {}, true);

function matchesResource(statement: PlainStatement, { resource, context }: PlainRequest): Answer {
  if (statement.Resource) return matchesAny(statement.Resource, resource, true, context);
  const listed = statement.NotResource ?? [];
  const exempt = matchesAny(listed, resource, true, context);
  // What an unresolved variable in NotResource means is not documented.
  return exempt === 'no' && listed.some((pattern) => expand(pattern, true, context)?.includes('unknown') ?? true) ? 'open' : negate(exempt);
}

function passes(operator: string, key: string, wanted: readonly string[], context: PlainRequest['context']): Answer {
  const held = context[key.toLowerCase()];
  if (operator === 'Null') return (held === undefined) === (wanted[0] === 'true') ? 'yes' : 'no';
  const set = /^(ForAllValues|ForAnyValue):/.exec(operator)?.[1];
  const name = operator.replace(/^.*:/, '').replace(/IfExists$/, '');
  const negated = name.includes('Not');
  if (held === undefined) {
    // IfExists says true, and ForAnyValue false.
    if (operator.endsWith('IfExists') && set === 'ForAnyValue') return 'open';
    if (operator.endsWith('IfExists') || set === 'ForAllValues') return 'yes';
    return negated && set === undefined ? 'yes' : 'no';
  }
  const values = typeof held === 'string' ? [held] : held;
  const each = values.map((value) => {
    const matched = matchesAny(wanted, value, name.endsWith('Like'), context, name.endsWith('IgnoreCase'));
    return negated ? negate(matched) : matched;
  });
  if (set === 'ForAnyValue') return some(each);
  // An empty value is said to count as none for ForAllValues, but not when. A key of a table is never empty.
  if (set === 'ForAllValues') return every(each.map((answer, index) => (answer === 'no' && values[index] === '' && key.toLowerCase() !== 'dynamodb:leadingkeys' ? 'open' : answer)));
  return typeof held === 'string' ? each[0] : 'open';
}

function applies(statement: PlainStatement, request: PlainRequest): Answer {
  return every([
    statement.Action ? anyCase(statement.Action, request.action) : negate(anyCase(statement.NotAction ?? [], request.action)),
    matchesResource(statement, request),
    ...Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) => Object.entries(keys).map(([key, wanted]) => passes(operator, key, wanted, request.context))),
  ]);
}

/** Whether IAM lets a session of the role make the request. */
export function plainlyAllowed(policies: readonly PlainPolicy[], request: PlainRequest): Answer {
  const found = (effect: string, kind: Kind | undefined, whom: (statement: PlainStatement) => boolean = () => true): Answer => some(
    policies.filter((policy) => kind === undefined || policy.kind === kind).flatMap((policy) => policy.document.Statement)
      .filter((statement) => statement.Effect === effect && whom(statement)).map((statement) => applies(statement, request)),
  );
  const limit = (kind: Kind): Answer => (policies.some((policy) => policy.kind === kind) ? found('Allow', kind) : 'yes');
  const limits = every([limit('boundary'), limit('session')]);
  const toRole = found('Allow', 'resource', ({ Principal }) => Principal !== '*');
  const toEveryone = found('Allow', 'resource', ({ Principal }) => Principal === '*');
  // Whether boundary and session policies limit what a resource policy gives to everyone is disputed.
  const asEveryone = every([toEveryone, limits === 'no' ? 'open' : limits]);
  return every([negate(found('Deny', undefined)), some([every([found('Allow', 'identity'), limits]), every([toRole, limits]), asEveryone])]);
}
