import type { Condition, Policy, Statement } from '../../../lib/proof/iam/policy';
import type { Principal } from '../../../lib/proof/iam/request';
import type { Context } from './context';
import { allOf, and, anyOf, literal, NO, not, notSo, OPEN, or, perhaps, surely, Untranslatable, YES, type Bounds } from './formula';
import { matching, type Reading } from './pattern';

/**
 * Whether IAM allows the request of a context, put together once more from the documentation, without the evaluator.
 *
 * @param policies all policies that concern the person
 * @param context the request
 * @returns the formula
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function allowed(policies: readonly Policy[], context: Context): Bounds {
  const { principal } = context.person;
  const given = (kind: string, concerns: (statement: Statement) => Bounds = () => YES, of: readonly Policy[] = policies): Bounds => anyOf(
    of.filter(({ origin }) => origin.kind === kind).flatMap((policy) => policy.statements
      .filter(({ effect, unknown }) => effect === 'Allow' || unknown !== undefined)
      .map((statement) => allOf([concerns(statement), applies(statement, policy, context)]))),
  );
  const denied = anyOf(policies.flatMap((policy) => policy.statements
    .filter(({ effect, unknown, neverDenies }) => effect === 'Deny' || (unknown !== undefined && neverDenies !== true))
    .map((statement) => allOf([policy.origin.kind === 'resource' ? named(statement, principal, ['session', 'role', 'account', 'everyone']) : YES, applies(statement, policy, context)]))));
  const toEveryone = given('resource', (statement) => named(statement, principal, ['everyone']));
  if (principal.kind === 'anonymous') return allOf([toEveryone, notSo(denied)]);
  if (principal.kind !== 'session') throw new Untranslatable('a caller who is no session');
  const limit = (kind: string): Bounds => (policies.some(({ origin }) => origin.kind === kind) ? given(kind) : YES);
  const limits = allOf([limit('boundary'), limit('session')]);
  const consents = policies.filter(({ origin }) => origin.mustAllow === true).map((policy) => anyOf([
    notSo(governs(policy, context)), given('resource', (statement) => named(statement, principal, ['session', 'role', 'account', 'everyone']), [policy]),
  ]));
  const ways = anyOf([
    allOf([given('identity'), limits, ...consents]),
    given('resource', (statement) => named(statement, principal, ['session'])),
    allOf([given('resource', (statement) => named(statement, principal, ['role'])), limits]),
    // Whether boundary and session policies limit what is given to everyone is disputed, unless it names the caller by its ARN.
    given('resource', (statement) => (byArn(statement) ? named(statement, principal, ['everyone']) : NO)),
    { must: and([toEveryone.must, limits.must]), may: toEveryone.may },
  ]);
  return allOf([ways, notSo(denied), atHome(principal)]);
}

const byArn = (statement: Statement): boolean => statement.conditions.some(({ key }) => key === 'aws:principalarn');

type Form = 'session' | 'role' | 'account' | 'everyone';

function named(statement: Statement, principal: Principal, forms: readonly Form[]): Bounds {
  if (statement.unknown !== undefined) return OPEN;
  const { principals } = statement;
  if (principals === undefined) return NO;
  if (principals.negated) throw new Untranslatable('NotPrincipal');
  const names = [...(principals.byKind.get('AWS') ?? []), ...(principals.byKind.has('*') ? ['*'] : [])];
  if (principals.byKind.has('CanonicalUser')) throw new Untranslatable('a canonical user');
  if (names.some((name) => /[\u{100000}-\u{10fffd}]/u.test(name) || /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(name))) throw new Untranslatable('a principal that is not known');
  const { sessionArn, roleArn, account } = principal;
  const is: Record<Form, boolean> = {
    session: names.some((name) => name === sessionArn),
    role: names.some((name) => name === roleArn),
    account: names.some((name) => account !== undefined && (name === account || new RegExp(`^arn:[^:]*:iam::${account}:root$`, 'u').test(name))),
    everyone: names.includes('*'),
  };
  return forms.some((form) => is[form]) ? YES : NO;
}

function applies(statement: Statement, policy: Policy, context: Context): Bounds {
  const action = asked(statement.actions, 'action', { wildcards: true, variables: false }, context);
  const sides = [
    statement.notAction ? notSo(action) : action,
    governs(policy, context),
    resourceFits(statement, context),
    ...statement.conditions.map((condition) => conditionHolds(condition, statement.variables, context)),
  ];
  return statement.unknown === undefined ? allOf(sides) : perhaps(allOf(sides));
}

function asked(texts: readonly { readonly text: string }[], subject: string, bound: Reading, context: Context): Bounds {
  return anyOf(texts.map(({ text }) => matching(text, subject, bound, context)));
}

function resourceFits({ resources, notResource, variables }: Statement, context: Context): Bounds {
  if (resources.length === 0) return notResource ? OPEN : YES;
  const matched = asked(resources, 'resource', { wildcards: true, variables, arn: 'resource' }, context);
  if (!notResource) return matched;
  // What a variable without a value means in NotResource is not documented.
  const needed = variables ? resources.flatMap(({ text }) => [...text.matchAll(/\$\{([^{},*?$]+)\}/g)].map(([, key]) => context.key(key.toLowerCase()).present)) : [];
  const { must, may } = notSo(matched);
  return { must: and([...needed, must]), may };
}

function governs({ origin }: Policy, context: Context): Bounds {
  return origin.attachedTo === undefined ? YES : anyOf(origin.attachedTo.map((text) => matching(text, 'resource', { wildcards: true, variables: false }, context)));
}

const READINGS: Readonly<Record<string, Omit<Reading, 'variables'>>> = {
  StringEquals: { wildcards: false },
  StringLike: { wildcards: true },
  StringEqualsIgnoreCase: { wildcards: false, ignoreCase: true },
  ArnEquals: { wildcards: true, arn: 'condition' },
  ArnLike: { wildcards: true, arn: 'condition' },
  Bool: { wildcards: false, ignoreCase: true },
};

function conditionHolds({ operator, key, values }: Condition, variables: boolean, context: Context): Bounds {
  const state = context.key(key);
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator)!;
  if (state.open) return OPEN;
  if (operator === 'Null') return surely(values[0].toLowerCase() === 'true' ? not(state.present) : state.present);
  const base = name.replace('Not', '');
  const negated = base !== name;
  if (!Object.hasOwn(READINGS, base)) throw new Untranslatable(`the operator ${name}`);
  const bound = { ...READINGS[base], variables: variables && base !== 'Bool' };
  const tested = state.values.map(({ on, term }) => {
    const matched = anyOf(values.map((value) => matching(value, term, bound, context)));
    return { on, term, outcome: negated ? notSo(matched) : matched };
  });
  return anyOf([
    allOf([surely(not(state.present)), withoutKey(set, negated, ifExists !== undefined)]),
    allOf([surely(state.present), withKey(set, state.many, tested, key.toLowerCase() !== 'dynamodb:leadingkeys')]),
  ]);
}

// One page says that IfExists makes the absence of a key true, another that ForAnyValue makes it false.
function withoutKey(set: string | undefined, negated: boolean, ifExists: boolean): Bounds {
  if (set === 'ForAnyValue') return ifExists ? OPEN : NO;
  return ifExists || set === 'ForAllValues' || negated ? YES : NO;
}

function withKey(set: string | undefined, many: boolean, tested: readonly { on: string; term: string; outcome: Bounds }[], mayBeEmpty: boolean): Bounds {
  if (set === 'ForAnyValue') return anyOf(tested.map(({ on, outcome }) => allOf([surely(on), outcome])));
  // An empty value is said to count as none for ForAllValues, but not when. A key of a table is never empty.
  if (set === 'ForAllValues') {
    return allOf(tested.map(({ on, term, outcome }) => ({ must: or([not(on), outcome.must]), may: or([not(on), outcome.may, ...(mayBeEmpty ? [`(= ${term} "")`] : [])]) })));
  }
  return many || tested.length !== 1 ? OPEN : tested[0].outcome;
}

// Access across accounts is not decided.
function atHome({ account }: Principal): Bounds {
  if (account === undefined || !/^\d{12}$/.test(account)) return YES;
  const part = '(re.* (re.diff re.allchar (str.to_re ":")))';
  const owned = (owner: string): string => `(str.in_re resource (re.++ (str.to_re "arn:") ${part} (str.to_re ":") ${part} (str.to_re ":") ${part} (str.to_re ":") ${owner} (str.to_re ":") re.all))`;
  return { must: or([not(owned('((_ re.^ 12) (re.range "0" "9"))')), owned(`(str.to_re ${literal(account)})`)]), may: 'true' };
}
