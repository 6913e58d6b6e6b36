import { at, list, statements, type Template } from '../photo-app';
import { allow, inBucket, plainApp, ref } from '../rules/plain-app';
import { compared } from './random-pairs';

const PROVIDER = { 'Fn::GetAtt': ['UserPool', 'ProviderName'] };

/** The plain app, where those whom no group gives a role get none; and more app clients, each with a mapping of its own or none. */
function withClients(clients: Readonly<Record<string, 'Deny' | 'unmapped'>>, widened: boolean): Template {
  const template = plainApp();
  const { web } = at(template, 'Attachment/Properties/RoleMappings') as { web: object };
  const mappings: Record<string, object> = { web: { ...web, AmbiguousRoleResolution: 'Deny' } };
  for (const [id, mapping] of Object.entries(clients)) {
    template.Resources[id] = { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('UserPool'), WriteAttributes: ['email'] } };
    list(template, 'IdentityPool/Properties/CognitoIdentityProviders').push({ ClientId: ref(id), ProviderName: PROVIDER, ServerSideTokenCheck: true });
    if (mapping === 'Deny') mappings[id] = { ...web, AmbiguousRoleResolution: 'Deny', IdentityProvider: { 'Fn::Join': [':', [PROVIDER, ref(id)]] } };
  }
  at(template, 'Attachment/Properties').RoleMappings = mappings;
  at(template, 'AuthPolicy/Properties').Roles = [ref('AuthRole')];
  if (widened) statements(template, 'AuthPolicy').push(allow('s3:GetObject', inBucket('shared/*')) as Record<string, unknown>);
  return template;
}

const gained = (before: Template, after: Template): string[] => compared(before, after).changes.filter(({ direction }) => direction === 'gained').map(({ resources }) => resources.join());

test('who signs in through an app client without a mapping gets what the default role gains', () => {
  expect(new Set(gained(withClients({ Phone: 'unmapped' }, false), withClients({ Phone: 'unmapped' }, true)))).toEqual(new Set(['${Photos.Arn}/shared/*']));
});

test('where each app client has a mapping that refuses them, nobody does', () => {
  expect(gained(withClients({ Phone: 'Deny' }, false), withClients({ Phone: 'Deny' }, true))).toEqual([]);
});

test('an app client without a mapping gives the default role to those who had none', () => {
  expect(gained(withClients({ Phone: 'Deny' }, true), withClients({ Phone: 'unmapped' }, true))).toContain('${Photos.Arn}/shared/*');
});

test('one more app client with a mapping like that of the first gives nothing', () => {
  expect(gained(withClients({}, true), withClients({ Phone: 'Deny' }, true))).toEqual([]);
});
