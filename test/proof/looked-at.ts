import { NOT_LOOKED_AT } from '../../lib/proof/analysis/not-looked-at';
import { actionsMatching, type EdgeKind } from '../../lib/proof/authorization-data/actions';
import type { GrantKind } from '../../lib/proof/authorization-data/cloudformation-types';
import { grantRows } from '../../lib/proof/authorization-data/cloudformation/rows';

/** What somebody gains by an action of each kind, and what becomes of it in a proof. */
const EDGES: Readonly<Record<EdgeKind, string>> = {
  'assume-role': 'credentials of a role', 'iam-policy': 'changes of users, roles, policies and boundaries', 'resource-policy': 'changes of who may use a resource', 'pass-role': 'a role that is passed to a service',
  'code': 'code or configuration of what has a role', 'identity': 'changes of who somebody is, or of what tokens say', 'tag': 'tags that a policy reads', 'credentials': 'credentials and tokens that are returned',
  'data-export': 'data that leaves in another way', 'unclassified': 'unknown, and so hostile', 'secret': 'secrets that are shown: printed as not looked at', 'mediated': 'what code does with what is sent: printed as not looked at', 'inert': 'nothing',
};
const GRANTS: Readonly<Record<GrantKind, string>> = {
  'policy-document': 'policies of resources', 'identity-policy': 'policies of roles, users and groups', 'principal': 'principals that are named otherwise than in a policy', 'public-door': 'ways in without credentials of AWS',
  'identity': 'who somebody is, and which role or claims they get', 'limit': 'what only takes away', 'opaque': 'what stands in no template: nothing is PROVED beside it',
};

/** What proofs print as given. A text that is printed and matches none of these fails a test. */
export const ASSUMED: readonly (readonly [text: RegExp, shown: string, where: string])[] = [
  [/^stacks without a stated Region are deployed to the partition aws$/, 'stacks without a stated Region are deployed to the partition aws', 'no template names another partition'],
  [/^identity ids follow their documented pattern: /, 'identity ids follow their documented pattern: a Region, a colon and `[0-9a-f-]+`', 'an identity id tells owners apart'],
  [/^nobody learns the identity id of a guest/, 'nobody learns the identity id of a guest: whoever knows it is that guest', 'guests have something of their own'],
  [/^a name or id that AWS generates is equal to no other text$/, 'a name or id that AWS generates is equal to no other text', 'a generated name or id could be that of another resource by chance only'],
  [/^nothing is said of principals with other credentials than those of identity pools$/, 'nothing is said of principals with other credentials than those of identity pools', 'users and roles of the account itself'],
  [/^parameter \S+ keeps its default /, 'a parameter keeps its default', 'it has no `AllowedValues`, and any value would leave the promise open'],
  [/^\S+ is (not |none of )?'/, 'a parameter, the account or the Region is, or is not, of a value', 'an equality splits the deployments'],
  [/^owner values are made of |^values of the tag '.*' (are made of|are among) /, 'values of a session tag are of an alphabet, or among some', 'the promise, or the policy, says so'],
  [/^tag values are what STS accepts/, 'tag values are what STS accepts, the empty text and "/" included', 'a session tag tells owners apart'],
  [/^no stack is given a tag '.*' at deployment /, 'no stack is given a tag at deployment that its assembly does not state', 'a tag of the role would stand in for a claim that is missing'],
  [/ lets nobody choose their own claim /, 'a provider lets nobody choose a claim', 'a promise rests on a claim of a provider outside of the templates'],
  [/^the pre token generation trigger /, 'the pre token generation trigger adds no groups and no roles; it adds the claims that rules read', 'the user pool has one'],
  [/^a match by .* is intended: |^users may write /, 'what was acknowledged, with its reason', 'an acknowledgment'],
  [/^objects under 'protected\/' are intended to be read by all$/, "objects under 'protected/' are intended to be read by all", "Amplify's access level of that name"],
];

const HEADING = '## Looked at, assumed, not looked at';

/** The part of docs/proof.md that follows from the code. */
export function lookedAt(): string {
  const byEdge = new Map<EdgeKind, string[]>();
  for (const { edge, name } of actionsMatching('*')) byEdge.set(edge, [...(byEdge.get(edge) ?? []), name]);
  const rows = [...grantRows().values()].flat();
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  return [
    HEADING,
    'Made from the code by `lookedAt()` in `test/proof/looked-at.ts`, which a test holds to be current.',
    'Looked at: every policy of the templates, and every action in it.',
    ['| by an action people gain | kind | actions |', '|---|---|---|', ...(Object.keys(EDGES) as EdgeKind[]).map((edge) => `| ${EDGES[edge]} | \`${edge}\` | ${countOf(byEdge.get(edge) ?? [])} |`)].join('\n'),
    ['| a template grants by | kind | properties |', '|---|---|---|', ...kinds.map((kind) => `| ${GRANTS[kind]} | \`${kind}\` | ${rows.filter((row) => row.kind === kind).length} of ${new Set([...grantRows()].filter(([, all]) => all.some((row) => row.kind === kind)).map(([type]) => type)).size} types |`)].join('\n'),
    'Assumed: printed with each verdict that rests on it (`assumptions`).',
    ['| assumed | where |', '|---|---|', ...ASSUMED.map(([, shown, where]) => `| ${shown} | ${where} |`)].join('\n'),
    'Not looked at: printed with each PROVED, for what the templates have of it (`notLookedAt`), and with each DENIED of `can`.',
    ['| not looked at | what is known of it |', '|---|---|', ...NOT_LOOKED_AT.map(({ what, known }) => `| ${what} | ${known} |`), '| credentials that were given before a change; policies that resources and roles of the templates get from stacks that are not given, or by calls; what is done by the account\'s own users and roles; SCPs and RCPs, which only take away | nothing: see below |'].join('\n'),
  ].join('\n\n') + '\n';
}

/** The section as a page has it. */
export function sectionOf(page: string): string {
  const start = page.indexOf(HEADING);
  const end = page.indexOf('\n## ', start + 1);
  return start < 0 ? '' : page.slice(start, end < 0 ? undefined : end);
}

const COMMON = /^(iam|sts|lambda|s3|cognito-idp|kms|secretsmanager):/;

function countOf(names: readonly string[]): string {
  const sorted = [...names].sort();
  const example = sorted.find((name) => COMMON.test(name)) ?? sorted[0];
  return example === undefined ? 'none' : `${names.length}, such as \`${example}\``;
}
