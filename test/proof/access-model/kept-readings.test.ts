import { AccessModel, type AccessSubject } from '../../../lib';
import { AccessGraph } from '../../../lib/proof/access-graph/access-graph';
import { TemplateSet } from '../../../lib/proof/template/reader';
import { at, statements, type Template } from '../photo-app';
import { allow, plainApp } from '../rules/plain-app';

/** A template whose conditions are asked for only by some questions, and one whose parameter decides in all of them. */
const TEMPLATES: readonly [string, () => Template][] = [
  ['that say all', plainApp],
  ['with a condition in a policy', () => {
    const template = plainApp();
    template.Conditions = { IsHere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } };
    statements(template, 'AuthPolicy').push({ 'Fn::If': ['IsHere', allow('s3:*', '*'), { Ref: 'AWS::NoValue' }] });
    return template;
  }],
  ['with parameters', () => {
    const template = plainApp();
    template.Parameters = { Stage: { Type: 'String', Default: 'prod' }, Key: { Type: 'String', Default: 'a', AllowedValues: ['a', 'b'] } };
    template.Conditions = { IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] } };
    at(template, 'GuestPolicy').Condition = 'IsDev';
    statements(template, 'AuthPolicy').push(allow('s3:GetObject', { 'Fn::Sub': '${Photos.Arn}/${Key}/*' }) as Record<string, unknown>);
    return template;
  }],
  ['with a parameter for guests and one for users', () => {
    const template = plainApp();
    template.Parameters = { Guests: { Type: 'String', Default: 'orders' }, Users: { Type: 'String', Default: 'orders' } };
    for (const [policy, name] of [['GuestPolicy', 'Guests'], ['AuthPolicy', 'Users']]) statements(template, policy).push(allow('sqs:SendMessage', { 'Fn::Sub': `arn:aws:sqs:eu-west-1:111122223333:\${${name}}` }) as Record<string, unknown>);
    return template;
  }],
  ['in which something needs itself', () => {
    const template = plainApp();
    template.Conditions = { C: { 'Fn::Or': [{ Condition: 'C' }, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }] } };
    at(template, 'GuestPolicy').Condition = 'C';
    return template;
  }],
];

type Ask = (model: AccessModel) => unknown;
const QUESTIONS: readonly Ask[] = [(model: AccessModel): AccessSubject => model.guest(), (model: AccessModel) => model.user({ claims: { 'custom:tenant': 'blue' } }), (model: AccessModel) => model.user({ groups: ['curators'] }), (model: AccessModel) => model.user({ groups: ['nobody'] })]
  .flatMap((who) => [['s3:GetObject', '${Photos.Arn}/a/b'], ['s3:ListBucket', '${Photos.Arn}'], ['s3:GetObject', '${Foto.Arn}/a'], ['dynamodb:GetItem', '${Items.Arn}'], ['s3:GetObject', '*'], ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:${Key}'], ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders']]
    .map(([action, resource]): Ask => (model) => {
      try {
        return { ...who(model).can(action, resource) };
      } catch (error) {
        return String(error);
      }
    }));

test.each(TEMPLATES)('templates %s: whatever was asked before, the answer is that of templates that are read anew', (_name, template) => {
  const anew = QUESTIONS.map((ask) => ask(AccessModel.fromTemplate(template())));
  const kept = AccessModel.fromTemplate(template());
  const order = [...QUESTIONS.keys(), ...[...QUESTIONS.keys()].reverse()];
  expect(order.map((i) => QUESTIONS[i](kept))).toEqual(order.map((i) => anew[i]));
});

test('templates are read once for several questions about the same', () => {
  const read = jest.spyOn(TemplateSet.prototype, 'modelOf');
  const model = AccessModel.fromTemplate(plainApp());
  for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']) for (const one of [model.guest(), model.user()]) one.can(action, '${Photos.Arn}/a');
  expect(read).toHaveBeenCalledTimes(1);
  read.mockRestore();
});

test('where the values of parameters decide, each question has readings of its own: which are looked at must not depend on what was asked before', () => {
  const model = AccessModel.fromTemplate(TEMPLATES[2][1]());
  const read = jest.spyOn(TemplateSet.prototype, 'modelOf');
  const readings = ['s3:GetObject', 's3:GetObject'].map((action) => {
    read.mockClear();
    model.user().can(action, '${Photos.Arn}/a/b');
    return read.mock.calls.length;
  });
  expect(readings[0]).toBeGreaterThan(1);
  expect(readings[1]).toBe(readings[0]);
  read.mockRestore();
});

test('a reading that was given up is not kept', () => {
  const model = AccessModel.fromTemplate(plainApp());
  const fails = jest.spyOn(AccessGraph.prototype, 'sessions').mockImplementationOnce(() => { throw new Error('given up'); });
  expect(() => model.user().can('s3:GetObject', '${Photos.Arn}/a')).toThrow('given up');
  fails.mockRestore();
  const read = jest.spyOn(TemplateSet.prototype, 'modelOf');
  expect(model.user().can('s3:GetObject', '${Photos.Arn}/a').verdict).toBe('DENIED');
  expect(read).toHaveBeenCalledTimes(1);
  read.mockRestore();
});
