import { Unresolved, booleanOf, listOf, textOf } from '../template/value';
import type { Judgement, Rule } from './rule';

/** No app client hands out tokens in the address of a page. */
export const implicitGrant: Rule = {
  id: 'implicit-grant',
  title: 'no app client offers the implicit grant',
  why: 'The implicit grant returns tokens in the URL, where the history of the browser, scripts of the page and logs can read them. Who finds one is the user until it expires.',
  fix: "use the grant 'code' (with PKCE) in AllowedOAuthFlows",
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-oauth-grants.html',
  severity: 'warning',
  check: (context) => context.model.resources.filter(({ type }) => type === 'AWS::Cognito::UserPoolClient').map((client): Judgement => {
    const { AllowedOAuthFlows: flows, AllowedOAuthFlowsUserPoolClient: used } = client.properties;
    const about = { about: client, location: 'Properties.AllowedOAuthFlows' };
    const names = listOf(flows);
    if (client.unknownProperties !== undefined) return { ...about, verdict: 'UNKNOWN', message: client.unknownProperties };
    if (names.some((name) => textOf(name)?.toLowerCase() === 'implicit')) {
      return booleanOf(used) === false ? { ...about, verdict: 'PROVED', message: 'the client uses no OAuth flow' } : { ...about, verdict: 'VIOLATED', message: `'${client.id}' offers the implicit grant` };
    }
    const unknown = names.find((name) => name instanceof Unresolved);
    if (unknown instanceof Unresolved) return { ...about, verdict: 'UNKNOWN', message: unknown.reason };
    return { ...about, verdict: 'PROVED', message: 'the client offers no implicit grant' };
  }),
};
