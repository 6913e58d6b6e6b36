import { holdsSymbol } from '../symbols/symbol';
import { ofType } from '../template/of-type';
import { textOf } from '../template/value';
import type { Judgement, Rule } from './rule';

/** No app client hands out tokens in the address of a page. */
export const implicitGrant: Rule = {
  id: 'implicit-grant',
  title: 'no app client offers the implicit grant',
  why: 'The implicit grant returns tokens in the URL, where the history of the browser, scripts of the page and logs can read them. Who finds one is the user until it expires.',
  fix: "use the grant 'code' (with PKCE) in AllowedOAuthFlows",
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-oauth-grants.html',
  severity: 'warning',
  check: (context) => ofType(context.model, 'AWS::Cognito::UserPoolClient').map((client): Judgement => {
    const about = { about: client, location: 'Properties.AllowedOAuthFlows', stands: 'whatever is added' as const };
    const flows = client.properties.items('AllowedOAuthFlows');
    const used = client.properties.flag('AllowedOAuthFlowsUserPoolClient', false);
    if (used.known && !used.value && client.properties.get('AllowedOAuthFlowsUserPoolClient') !== undefined) return { ...about, verdict: 'PROVED', message: 'the client uses no OAuth flow' };
    if (!flows.known) return { ...about, verdict: 'UNKNOWN', message: flows.reason };
    const names = flows.value.map(textOf);
    if (names.some((name) => name?.toLowerCase() === 'implicit')) return { ...about, verdict: 'VIOLATED', message: `'${client.id}' offers the implicit grant`, fix: `${names.length > 1 ? "take 'implicit' out of" : "name 'code' (with PKCE) in place of 'implicit' in"} AllowedOAuthFlows of '${client.id}'` };
    const open = flows.value.find((name) => textOf(name) === undefined || holdsSymbol(textOf(name) ?? ''));
    if (open !== undefined) return { ...about, verdict: 'UNKNOWN', message: client.properties.why(open) ?? `which flows '${client.id}' offers is known only at deployment` };
    return { ...about, verdict: 'PROVED', message: 'the client offers no implicit grant' };
  }),
};
