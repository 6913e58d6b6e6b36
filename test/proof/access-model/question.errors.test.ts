import { ask } from '../../../lib/proof/queries/ask';
import { KeptReadings } from '../../../lib/proof/queries/kept-readings';
import type { SubjectDescription } from '../../../lib/proof/queries/question';
import { AccessModel } from '../../../lib';
import { photoApp } from '../photo-app';

const guest: SubjectDescription = { kind: 'guest', groups: [], claims: new Map(), tags: new Map() };
const templates = [{ file: 'photos.template.json', body: { ...photoApp() } as Record<string, unknown> }];
const asks = (person: SubjectDescription) => (): unknown => ask(new KeptReadings(templates, () => undefined), person, { action: 's3:GetObject', resource: '*', context: new Map() });

test.each<[string, Partial<SubjectDescription>]>([
  ['a provider', { provider: 'UserPool' }], ['groups', { groups: ['curators'] }],
  ['claims', { claims: new Map([['sub', 'a']]) }], ['session tags', { tags: new Map([['tenant', 'a']]) }],
])('a guest has no %s', (what, given) => {
  expect(asks({ ...guest, ...given })).toThrow(`guest-has-no-token: a guest is given ${what}; leave them out, or ask about a user`);
});

test('a reference that means different things in two stacks', () => {
  const other = { Resources: { Photos: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'other' } } } };
  const both = [...templates, { file: 'other.template.json', body: other }];
  expect(() => ask(new KeptReadings(both, () => undefined), guest, { action: 's3:GetObject', resource: '${Photos.Arn}/a.jpg', context: new Map() }))
    .toThrow('ambiguous-reference: ${Photos.Arn} means different things in different stacks; begin with the construct path of the stack, such as ${Main/Photos.Arn}, or ask about the template of one stack');
});

test('a model of one template has no such doubt', () => {
  expect(AccessModel.fromTemplate(photoApp() as unknown as Record<string, unknown>).guest().can('s3:GetObject', '${Photos.Arn}/a.jpg').verdict).toBe('DENIED');
});

describe('what could make no difference is refused, so that a mistake is seen:', () => {
  const change = (resources: object): Record<string, unknown> => ({ Resources: { ...photoApp().Resources, ...resources } });
  const user = (rest: Partial<SubjectDescription>, template: Record<string, unknown> = change({}), resource = '${Photos.Arn}/a', action = 's3:GetObject') => (): unknown =>
    ask(new KeptReadings([{ file: 'photos.template.json', body: template }], () => undefined), { ...guest, kind: 'user', ...rest }, { action, resource, context: new Map() });
  const claim = (name: string): Partial<SubjectDescription> => ({ claims: new Map([[name, 'a']]) });

  test.each<[string, () => unknown, string]>([
    ['an action that AWS does not have', user({}, undefined, undefined, 's3:GetObjct'), "unknown-action: AWS has no action 's3:GetObjct' (as of "],
    ['the actions that are spelled most alike', user({}, undefined, undefined, 's3:GetObjct'), 'did you mean s3:GetObject'],
    ['a service that AWS does not have', user({}, undefined, undefined, 's33:GetObject'), "unknown-action: AWS has no service 's33' (as of "],
    ['no resource, where a policy names one', user({}, undefined, '*'), 'bad-resource: s3:GetObject takes a resource, and * is none; name one, such as one of ${Photos.Arn}/users/'],
    ['a group', user({ groups: ['curator'] }), "unknown-group: the user pool has no group 'curator'; did you mean 'curators'?"],
    ['a group far from all', user({ groups: ['finance'] }), "unknown-group: the user pool has no group 'finance'; write one of curators"],
    ['a claim', user(claim('custom:tenantid'), change({ UserPool: { Type: 'AWS::Cognito::UserPool', Properties: { Schema: [{ Name: 'tenantId' }] } } })), "unknown-claim: no rule, tag or attribute of the templates is about the claim 'custom:tenantid'; did you mean 'custom:tenantId'?"],
    ['a claim, where there are none', user(claim('custom:tenant')), "unknown-claim: no rule, tag or attribute of the templates is about the claim 'custom:tenant'; leave it out: they are about none"],
    ['a session tag', user({ tags: new Map([['tenant', 'a']]) }), "unknown-tag: no policy of the templates looks at the session tag 'tenant'; leave it out: they look at none"],
  ])('%s', (_name, asking, message) => expect(asking).toThrow(message));

  test('a claim of every token is not refused', () => expect(user(claim('email'))).not.toThrow());

  test('nor is a group of a pool that is not in the templates', () => {
    const { UserPool, Curators, ...resources } = photoApp().Resources;
    expect([UserPool, Curators].every((one) => one !== undefined)).toBe(true);
    const elsewhere = JSON.parse(JSON.stringify({ Resources: resources }).replaceAll('{"Fn::GetAtt":["UserPool","ProviderName"]}', '"cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"').replaceAll('{"Ref":"UserPool"}', '"eu-west-1_abc"')) as Record<string, unknown>;
    expect(user({ groups: ['anything'] }, elsewhere)).not.toThrow();
  });
});
