import { all, asItIs, at, classic, ref, set, unset, type RuleCase } from './rule-case';

const secret = (value: unknown): ReturnType<typeof set> => set('Google', { ProviderDetails: { client_secret: value } });
const elsewhere = { fix: 'keep the secret in AWS Secrets Manager, and refer to it with {{resolve:secretsmanager:…}}', after: secret('{{resolve:secretsmanager:google:SecretString:secret}}') };
const checked = (value: boolean | undefined): ReturnType<typeof set> => (t) => { Object.assign(at(t, 'IdentityPool/Properties/CognitoIdentityProviders/0'), { ServerSideTokenCheck: value }); };
const check = { fix: 'set CognitoIdentityProviders[0].ServerSideTokenCheck of \'IdentityPool\' to true', after: checked(true) };

/** How pools, app clients and providers are set up. */
export const CLIENT_CASES: readonly RuleCase[] = [
  ['classic-flow-mapping', 'as it is', asItIs, 'PROVED', 'IdentityPool'],
  ['classic-flow-mapping', 'both', classic, 'VIOLATED', 'IdentityPool', { fix: 'leave AllowClassicFlow of \'IdentityPool\' out', after: unset('IdentityPool', 'AllowClassicFlow') }],

  ['token-check-off', 'as it is', asItIs, 'PROVED', 'IdentityPool'],
  ['token-check-off', 'left out', checked(undefined), 'VIOLATED', 'IdentityPool', check],
  ['token-check-off', 'off', checked(false), 'VIOLATED', 'IdentityPool', check],

  ['implicit-grant', 'as it is', asItIs, 'PROVED', 'Client'],
  ['implicit-grant', 'implicit', set('Client', { AllowedOAuthFlows: ['code', 'implicit'] }), 'VIOLATED', 'Client', { fix: 'take \'implicit\' out of AllowedOAuthFlows of \'Client\'', after: set('Client', { AllowedOAuthFlows: ['code'] }) }],
  ['implicit-grant', 'implicit alone', set('Client', { AllowedOAuthFlows: ['implicit'] }), 'VIOLATED', 'Client', { fix: 'name \'code\' (with PKCE) in place of \'implicit\' in AllowedOAuthFlows of \'Client\'', after: set('Client', { AllowedOAuthFlows: ['code'] }) }],
  ['implicit-grant', 'implicit, but no OAuth', set('Client', { AllowedOAuthFlows: ['implicit'], AllowedOAuthFlowsUserPoolClient: false }), 'PROVED', 'Client'],

  ['secret-in-template', 'as it is', asItIs, 'PROVED', 'Google'],
  ['secret-in-template', 'as text', secret('hunter2'), 'VIOLATED', 'Google', elsewhere],
  ['secret-in-template', 'as the default of a parameter', all((t) => { t.Parameters = { Secret: { Type: 'String', Default: 'hunter2' } }; }, secret(ref('Secret'))), 'VIOLATED', 'Google', elsewhere],
  ['secret-in-template', 'as a parameter without default', all((t) => { t.Parameters = { Secret: { Type: 'String', NoEcho: true } }; }, secret(ref('Secret'))), 'PROVED', 'Google'],
];
