import { titleOf } from '../../../lib/proof/access-graph/subjects';
import { AccessGraph } from '../../../lib/proof/access-graph/access-graph';
import { at, letTagsIn, list, photoApp, role, trust, type Template } from '../photo-app';
import { models } from '../read';

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** Who can obtain which role; doubtful ones end with a question mark. */
function sessions(change: (template: Template) => void = () => undefined): string[] {
  const template = photoApp();
  change(template);
  return models([{ file: 't.json', body: template }], (model) => {
    const reach = new AccessGraph(model);
    return reach.pools.flatMap((pool) => reach.sessions(pool).map((session) => titleOf(session, model) + (session.uncertainties.length > 0 ? ' ?' : '')));
  }).flat();
}

const MEMBER = "signed-in user in group 'curators', role CuratorsRole, enhanced flow";
const EVERYBODY = 'signed-in user, role AuthRole (Roles.authenticated), enhanced flow';
const GUEST = 'guest, role GuestRole (Roles.unauthenticated), enhanced flow';

const rules = (otherwise: string, ...targets: string[]) => (t: Template): void => {
  Object.assign(at(t, 'Attachment/Properties/RoleMappings/web'), {
    Type: 'Rules', AmbiguousRoleResolution: otherwise,
    RulesConfiguration: { Rules: targets.map((id) => ({ Claim: 'department', MatchType: 'Equals', Value: id, RoleARN: arn(id) })) },
  });
};

test.each<[string, (t: Template) => void, string[]]>([
  ['token mapping: the roles of groups, and the fallback', () => undefined, [MEMBER, EVERYBODY, GUEST]],
  ['a tie denied: no fallback', (t) => { at(t, 'Attachment/Properties/RoleMappings/web').AmbiguousRoleResolution = 'Deny'; }, [MEMBER, GUEST]],
  ['guests off', (t) => { at(t, 'IdentityPool/Properties').AllowUnauthenticatedIdentities = false; }, [MEMBER, EVERYBODY]],
  ['guests as text', (t) => { at(t, 'IdentityPool/Properties').AllowUnauthenticatedIdentities = 'false'; }, [MEMBER, EVERYBODY]],
  ['guests known only at deployment', (t) => {
    t.Parameters = { Guests: { Type: 'String' } };
    at(t, 'IdentityPool/Properties').AllowUnauthenticatedIdentities = { Ref: 'Guests' };
  }, [MEMBER, EVERYBODY, `${GUEST} ?`]],
  ['no mapping: groups get no role', (t) => { delete at(t, 'Attachment/Properties').RoleMappings; }, [EVERYBODY, GUEST]],
  ['a mapping for another client: groups get no role', (t) => { at(t, 'Attachment/Properties/RoleMappings/web').IdentityProvider = 'accounts.google.com'; }, [EVERYBODY, GUEST]],
  ['rules: every rule, since the client may ask for its role', rules('Deny', 'AuthRole', 'CuratorsRole'), [
    "signed-in user, role AuthRole (rule department Equals 'AuthRole'), enhanced flow", "signed-in user, role CuratorsRole (rule department Equals 'CuratorsRole'), enhanced flow", GUEST]],
  ['rules with a fallback', rules('AuthenticatedRole', 'CuratorsRole'), ["signed-in user, role CuratorsRole (rule department Equals 'CuratorsRole'), enhanced flow", EVERYBODY, GUEST]],
  ['classic flow without mappings: any role that trusts the pool', (t) => {
    at(t, 'IdentityPool/Properties').AllowClassicFlow = true;
    delete at(t, 'Attachment/Properties').RoleMappings;
  }, [EVERYBODY, 'signed-in user, role AuthRole (chosen by the client), classic flow', 'signed-in user, role CuratorsRole (chosen by the client), classic flow', GUEST, 'guest, role GuestRole (chosen by the client), classic flow']],
  ['classic flow with mappings: not certain', (t) => { at(t, 'IdentityPool/Properties').AllowClassicFlow = true; }, [MEMBER, EVERYBODY,
    'signed-in user, role AuthRole (chosen by the client), classic flow ?', 'signed-in user, role CuratorsRole (chosen by the client), classic flow ?', GUEST, 'guest, role GuestRole (chosen by the client), classic flow ?']],
  ['trust that does not admit them', (t) => { at(t, 'AuthRole/Properties').AssumeRolePolicyDocument = trust('graph.facebook.com'); }, [MEMBER, GUEST]],
  ['trust of another pool', (t) => { at(t, 'GuestRole/Properties').AssumeRolePolicyDocument = trust('unauthenticated', 'us-east-1:other'); }, [MEMBER, EVERYBODY]],
  ['a social provider', (t) => {
    at(t, 'IdentityPool/Properties').CognitoIdentityProviders = [];
    at(t, 'IdentityPool/Properties').SupportedLoginProviders = { 'accounts.google.com': 'app' };
    t.Resources.GoogleRole = role('provider:google', 'accounts.google.com');
    at(t, 'Attachment/Properties/Roles').authenticated = arn('GoogleRole');
  }, ['signed-in user, role GoogleRole (Roles.authenticated), enhanced flow', GUEST]],
  ['OpenID Connect and SAML providers', (t) => {
    at(t, 'IdentityPool/Properties').CognitoIdentityProviders = [];
    at(t, 'IdentityPool/Properties').OpenIdConnectProviderARNs = ['arn:aws:iam::111122223333:oidc-provider/idp.example.com'];
    at(t, 'IdentityPool/Properties').SamlProviderARNs = ['arn:aws:iam::111122223333:saml-provider/corporate'];
  }, [EVERYBODY, EVERYBODY, GUEST]],
  ['a role outside the templates', (t) => { at(t, 'Attachment/Properties/Roles').authenticated = 'arn:aws:iam::111122223333:role/elsewhere'; },
    [MEMBER, 'signed-in user, role arn:aws:iam::111122223333:role/elsewhere (Roles.authenticated), enhanced flow ?', GUEST]],
  ['providers known only at deployment: any trusting role, not certain', (t) => {
    list(t, 'IdentityPool/Properties/CognitoIdentityProviders').push({ 'Fn::Transform': { Name: 'X' } });
  }, [MEMBER, EVERYBODY, 'signed-in user, role AuthRole (chosen by the client), classic flow ?', 'signed-in user, role CuratorsRole (chosen by the client), classic flow ?', GUEST, 'guest, role GuestRole (chosen by the client), classic flow ?',
    ...['AuthRole', 'CuratorsRole', 'GuestRole'].map((role) => `signed-in user, role ${role} (chosen by the client), classic flow ?`)]],
  ['a user pool that is not in the templates: its groups are not known', (t) => {
    at(t, 'IdentityPool/Properties').CognitoIdentityProviders = [{ ProviderName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other', ClientId: 'c' }];
    at(t, 'Attachment/Properties/RoleMappings/web').IdentityProvider = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other:c';
  }, ['signed-in user, role AuthRole (any role that trusts the identity pool), enhanced flow ?', 'signed-in user, role CuratorsRole (any role that trusts the identity pool), enhanced flow ?', "signed-in user in group 'curators', role CuratorsRole, enhanced flow ?", EVERYBODY, GUEST]],
])('%s', (_name, change, expected) => expect(sessions(change)).toEqual(expected));

describe('what a trust policy asks for besides the pool and the sign-in', () => {
  const asking = (condition: object, more: (template: Template) => void = () => undefined) => (t: Template): void => {
    t.Resources.Tags = {
      Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      Properties: { IdentityPoolId: { Ref: 'IdentityPool' }, IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, PrincipalTags: { tenant: 'custom:tenant' } },
    };
    letTagsIn(t, 'AuthRole');
    for (const [operator, keys] of Object.entries(condition) as [string, object][]) Object.assign(at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition'), { [operator]: { ...(operator === 'StringEquals' && { 'cognito-identity.amazonaws.com:aud': { Ref: 'IdentityPool' } }), ...keys } });
    more(t);
  };
  const classic = (t: Template): void => {
    at(t, 'IdentityPool/Properties').AllowClassicFlow = true;
    delete at(t, 'Attachment/Properties').RoleMappings;
  };
  const OTHER_TIME = { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } };

  test.each<[string, (t: Template) => void, string[]]>([
    ['a time that is past', asking(OTHER_TIME), []],
    ['a time that comes', asking({ DateGreaterThan: { 'aws:CurrentTime': '2040-01-01T00:00:00Z' } }), [EVERYBODY]],
    ['an external id, which the request cannot have', asking({ StringEquals: { 'sts:ExternalId': 'x' } }), []],
    ['no TLS', asking({ Bool: { 'aws:SecureTransport': 'false' } }), []],
    ['TLS', asking({ Bool: { 'aws:SecureTransport': 'true' } }), [EVERYBODY]],
    ['the token of another provider', asking({ StringEquals: { 'accounts.google.com:aud': 'x' } }), []],
    ['a session tag to which no claim is mapped', asking({ StringEquals: { 'aws:RequestTag/team': 'a' } }), []],
    ['no session tag to which no claim is mapped', asking({ Null: { 'aws:RequestTag/team': 'true' } }), [EVERYBODY]],
    ['a session tag that some have', asking({ StringEquals: { 'aws:RequestTag/tenant': 'a' } }), [`${EVERYBODY} ?`]],
    ['the identity of one', asking({ StringEquals: { 'cognito-identity.amazonaws.com:sub': 'eu-west-1:11111111-1111-4111-8111-111111111111' } }), [`${EVERYBODY} ?`]],
    ['an address, where Cognito asks', asking({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), [`${EVERYBODY} ?`]],
    ['a name of the session, which Cognito gives', asking({ StringEquals: { 'sts:RoleSessionName': 'alice' } }), [`${EVERYBODY} ?`]],
    ['a claim that is not documented', asking({ StringEquals: { 'cognito-identity.amazonaws.com:azp': 'x' } }), [`${EVERYBODY} ?`]],
    ['a name of the session, which the client gives in the classic flow', asking({ StringEquals: { 'sts:RoleSessionName': 'alice' } }, classic), [`${EVERYBODY} ?`, 'signed-in user, role AuthRole (chosen by the client), classic flow']],
    ['session tags that are not let in', asking({}, (t) => { Object.assign(at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0'), { Action: 'sts:AssumeRoleWithWebIdentity' }); }), [`${EVERYBODY} ?`]],
    ['a session tag of users whose tags their own back end names', asking({ StringEquals: { 'aws:RequestTag/team': 'a' } }, (t) => {
      at(t, 'IdentityPool/Properties').CognitoIdentityProviders = [];
      at(t, 'IdentityPool/Properties').DeveloperProviderName = 'login.example';
    }), [EVERYBODY]],
  ])('%s', (_name, change, expected) => expect(sessions(change).filter((title) => title.includes('AuthRole'))).toEqual(expected));
});

test('where the name of a role is a parameter, that is what decides whether an ARN names it', () => {
  const template = photoApp();
  Object.assign(template, { Parameters: { Name: { Type: 'String' } } });
  at(template, 'CuratorsRole/Properties').RoleName = { Ref: 'Name' };
  Object.assign(at(template, 'Attachment/Properties/Roles'), { authenticated: 'arn:aws:iam::111122223333:role/everybody' });
  const doubts = models([{ file: 't.json', body: template }], (model) => new AccessGraph(model).pools.flatMap((pool) => new AccessGraph(model).sessions(pool).flatMap(({ uncertainties }) => uncertainties))).flat();
  expect(doubts.find((doubt) => doubt.startsWith('whether'))).toMatch(/is the role CuratorsRole is known only at deployment: parameter 'Name' has no value here/);
});
