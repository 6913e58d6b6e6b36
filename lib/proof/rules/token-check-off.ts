import { because } from '../../text/because';
import { booleanOf, isMap, textOf } from '../template/value';
import type { Judgement, Rule } from './rule';

/** The identity pool asks the user pool whether a token still counts. */
export const tokenCheckOff: Rule = {
  id: 'token-check-off',
  title: 'the identity pool checks tokens with the user pool',
  why: 'Without ServerSideTokenCheck the identity pool looks at the signature and the date of a token only. Somebody who was signed out, disabled or deleted goes on getting credentials until the token expires.',
  fix: 'set ServerSideTokenCheck to true for every entry of CognitoIdentityProviders',
  page: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CognitoIdentityProvider.html',
  severity: 'warning',
  check: (context) => context.graph.pools.flatMap(({ resource }): Judgement[] => {
    const providers = resource.properties.items('CognitoIdentityProviders');
    if (!providers.known) return [{ about: resource, verdict: 'UNKNOWN', message: providers.reason, location: 'Properties.CognitoIdentityProviders' }];
    return providers.value.map((entry, i): Judgement => {
      const about = { about: resource, subject: context.render((isMap(entry) ? textOf(entry.ProviderName) : undefined) ?? `entry ${i}`), location: `Properties.CognitoIdentityProviders[${i}].ServerSideTokenCheck`, stands: 'whatever is added' as const };
      const check = isMap(entry) ? entry.ServerSideTokenCheck : entry;
      if (booleanOf(check) === true) return { ...about, verdict: 'PROVED', message: 'tokens are checked with the user pool' };
      if (check !== undefined && booleanOf(check) === undefined) return { ...about, verdict: 'UNKNOWN', message: `whether tokens are checked is known only at deployment${because(resource.properties.why(check))}` };
      return { ...about, verdict: 'VIOLATED', fix: `set CognitoIdentityProviders[${i}].ServerSideTokenCheck of '${resource.id}' to true`, message: check === undefined ? 'ServerSideTokenCheck is left out, and is then off' : 'ServerSideTokenCheck is off' };
    });
  }),
};
