import type { Binding, Subject } from '../solver';
import type { Policy } from '../iam/policy';
import type { TemplateModel } from '../template/reader';
import type { IdentityPool } from './identity-pools';
import { authenticationMethods, type Session } from './sessions';

/** What tells one owner from another. */
export type OwnerKey = { readonly kind: 'identity-id' } | { readonly kind: 'session-tag'; readonly tag: string };

/** Keys that requests of a person with credentials of their own never have: they belong to services and other federations. */
const NEVER_THERE = [
  'accounts.google.com:*', 'graph.facebook.com:*', 'www.amazon.com:*', 'saml:*', 'aws:username', 'aws:SourceArn', 'aws:SourceAccount',
  'aws:SourceOrgID', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList',
];

/**
 * The person behind a session, as the prover wants to know them. Where a claim becomes a tag there are two: one whose
 * token has the claim and one whose token lacks it, so that the tags of the role show.
 *
 * @param session the session
 * @param policies identity, boundary, session and resource policies that concern them
 * @param model for symbols
 * @param owner what tells owners apart, when that is the question
 * @returns the people
 */
export function subjectsOf(session: Session, policies: readonly Policy[], model: TemplateModel, owner?: OwnerKey): Subject[] {
  let known = kinds.get(session);
  if (known === undefined) kinds.set(session, known = new Map<string, readonly Kind[]>());
  const about = owner === undefined ? '' : owner.kind === 'identity-id' ? owner.kind : `tag ${owner.tag}`;
  let found = known.get(about);
  if (found === undefined) known.set(about, found = kindsOf(session, model, owner));
  const all = [...session.role.policies, ...policies];
  return found.map((kind) => ({ ...kind, policies: all }));
}

type Kind = Omit<Subject, 'policies'>;

/** The kinds of people behind a session do not depend on the policies that are asked about. */
const kinds = new WeakMap<Session, Map<string, readonly Kind[]>>();

function kindsOf(session: Session, model: TemplateModel, owner: OwnerKey | undefined): Kind[] {
  const { pool, role, provider } = session;
  const keys: Record<string, Binding> = {};
  for (const key of NEVER_THERE) keys[key] = { kind: 'missing' };
  keys[`${pool.service}:*`] = { kind: 'missing' };
  keys[`${pool.service}:aud`] = { kind: 'value', value: pool.id };
  keys[`${pool.service}:amr`] = { kind: 'list', values: authenticationMethods(provider, model) };
  keys[`${pool.service}:sub`] = owner?.kind === 'identity-id' ? { kind: 'owner' } : { kind: 'free', domain: { kind: 'identity-id' } };
  keys['aws:FederatedProvider'] = { kind: 'value', value: pool.service };
  keys['aws:PrincipalArn'] = { kind: 'value', value: role.arn };
  keys['aws:PrincipalType'] = { kind: 'value', value: 'AssumedRole' };
  keys['aws:PrincipalIsAWSService'] = { kind: 'value', value: 'false' };
  const account = pool.resource.account;
  keys['aws:PrincipalAccount'] = { kind: 'value', value: account };
  const base = {
    title: titleOf(session, model),
    principal: { kind: 'session', roleArn: role.arn, sessionArn: sessionArnOf(role.arn, model), account } as const,
  };
  const mapped = mappedTags(pool, session);
  const roleTags: Record<string, Binding> = role.tags === undefined
    ? { 'aws:PrincipalTag/*': { kind: 'free', domain: { kind: 'session-tag' }, optional: true } }
    : { 'aws:PrincipalTag/*': { kind: 'missing' }, ...Object.fromEntries([...role.tags].map(([tag, value]) => [`aws:PrincipalTag/${tag}`, { kind: 'value', value } as const])) };
  const withRoleTags: Kind = { ...base, keys: { ...keys, ...roleTags } };
  if (mapped.length === 0) return [withRoleTags];
  const withSessionTags: Record<string, Binding> = withoutTags(roleTags, mapped);
  for (const tag of mapped) {
    const isOwner = owner?.kind === 'session-tag' && owner.tag.toLowerCase() === tag.toLowerCase();
    withSessionTags[`aws:PrincipalTag/${tag}`] = isOwner ? { kind: 'owner' } : { kind: 'free', domain: { kind: 'session-tag' }, optional: true };
  }
  return [{ ...base, keys: { ...keys, ...withSessionTags } }, { ...withRoleTags, title: `${base.title}, without the claims that become tags` }];
}

/** The name of the session is the client's choice in the classic flow and not documented in the other: a policy that names one may mean this. */
function sessionArnOf(roleArn: string, model: TemplateModel): string {
  const name = model.symbols.symbolFor('session-name', 'session', 'open', 'the name of the session is not documented');
  return roleArn.replace(/^(arn:[^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]*)$/s, (_all, head: string, account: string, role: string) => `${head}:sts::${account}:assumed-role/${role}/${name}`);
}

/** Session tags override the tags of the role, whatever the case of their keys. */
function withoutTags(tags: Record<string, Binding>, overridden: readonly string[]): Record<string, Binding> {
  const gone = new Set(overridden.map((tag) => `aws:principaltag/${tag.toLowerCase()}`));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key.toLowerCase())));
}

function mappedTags(pool: IdentityPool, session: Session): string[] {
  const { provider } = session;
  if (provider === undefined) return [];
  const names = ['*', ...provider.names];
  return [...new Set(pool.tagMaps.filter((map) => names.includes(map.provider)).flatMap((map) => [...map.claims.keys()]))];
}

/**
 * @param session a session
 * @param model for symbols
 * @returns who has it, for people
 */
export function titleOf(session: Session, model: TemplateModel): string {
  const { provider, role, way, flow } = session;
  const who = provider === undefined ? 'guest' : way.kind === 'group' ? `signed-in user in ${way.text}` : 'signed-in user';
  const through = way.kind === 'group' ? '' : ` (${way.kind === 'rule' ? `rule ${way.text}` : way.text})`;
  return model.symbols.render(`${who}, role ${role.name}${through}, ${flow} flow`);
}
