import { ask } from '../../../lib/proof/queries/ask';
import type { SubjectDescription } from '../../../lib/proof/queries/question';
import { AccessModel } from '../../../lib';
import { photoApp } from '../photo-app';

const guest: SubjectDescription = { kind: 'guest', groups: [], claims: new Map(), tags: new Map() };
const templates = [{ file: 'photos.template.json', body: { ...photoApp() } as Record<string, unknown> }];
const asks = (person: SubjectDescription) => (): unknown => ask(templates, () => undefined, person, { action: 's3:GetObject', resource: '*', context: new Map() });

test.each<[string, Partial<SubjectDescription>]>([
  ['a provider', { provider: 'UserPool' }], ['groups', { groups: ['curators'] }],
  ['claims', { claims: new Map([['sub', 'a']]) }], ['session tags', { tags: new Map([['tenant', 'a']]) }],
])('a guest has no %s', (what, given) => {
  expect(asks({ ...guest, ...given })).toThrow(`guest-has-no-token: a guest is given ${what}; leave them out, or ask about a user`);
});

test('a reference that means different things in two stacks', () => {
  const other = { Resources: { Photos: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'other' } } } };
  const both = [...templates, { file: 'other.template.json', body: other }];
  expect(() => ask(both, () => undefined, guest, { action: 's3:GetObject', resource: '${Photos.Arn}/a.jpg', context: new Map() }))
    .toThrow('ambiguous-reference: ${Photos.Arn} means different things in different stacks; ask about the template of one stack');
});

test('a model of one template has no such doubt', () => {
  expect(AccessModel.fromTemplate(photoApp() as unknown as Record<string, unknown>).guest().can('s3:GetObject', '${Photos.Arn}/a.jpg').verdict).toBe('DENIED');
});
