import { createHash } from 'node:crypto';
import { AccessGraph } from '../../../lib/proof/access-graph/access-graph';
import { trustWrittenBy } from '../../../lib/proof/access-graph/known-functions';
import { at, photoApp, type Template } from '../photo-app';
import { models, resource } from '../read';

const CODE = "exports.handler = () => {\n  // writes trust policies\n};";
const KNOWN = new Set([createHash('sha256').update("exports.handler = () => {\n// writes trust policies\n};").digest('hex')]);

/** The trust policies that a custom resource writes, as keys and values of their conditions; undefined where that is not known. */
function written(change: (template: Template) => void = () => {}, known: ReadonlySet<string> = KNOWN): (string[] | undefined)[] {
  const template = photoApp();
  at(template, 'GuestRole/Properties').RoleName = 'guests';
  at(template, 'AuthRole/Properties').RoleName = 'users';
  template.Resources.Code = { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: CODE }, Handler: 'index.handler', Runtime: 'nodejs22.x', Role: 'arn:aws:iam::111122223333:role/code' } };
  template.Resources.Trust = { Type: 'Custom::LambdaCallout', Properties: { ServiceToken: { 'Fn::GetAtt': ['Code', 'Arn'] }, idpId: { Ref: 'IdentityPool' }, authRoleName: { Ref: 'AuthRole' }, unauthRoleName: { Ref: 'GuestRole' } } };
  change(template);
  return models([{ file: 't.json', body: template }], (model) => {
    const graph = new AccessGraph(model);
    const roles = trustWrittenBy(resource(model, 'Trust'), model.resources.filter(({ type }) => type === 'AWS::Lambda::Function'), graph.roles, graph.policyIndex, known);
    return roles && [...roles.values()].map(({ name, trust }) => model.symbols.render(`${name} ${trust.statements.flatMap(({ conditions }) => conditions).map(({ operator, key, values }) => `${operator} ${key} ${values.join()}`).join(', ')}`));
  });
}

test('a function that is known word for word writes the trust policies of two roles', () => {
  expect(written()).toEqual([[
    'AuthRole StringEquals cognito-identity.amazonaws.com:aud ${IdentityPool}, ForAnyValue:StringLike cognito-identity.amazonaws.com:amr authenticated',
    'GuestRole StringEquals cognito-identity.amazonaws.com:aud ${IdentityPool}, ForAnyValue:StringLike cognito-identity.amazonaws.com:amr unauthenticated',
  ]]);
});

test('the margins of its lines make no difference', () => {
  expect(written((t) => { at(t, 'Code/Properties').Code = { ZipFile: { 'Fn::Join': ['\n', ['exports.handler = () => {', '\t\t// writes trust policies  ', '', '};']] } }; })[0]).toHaveLength(2);
});

test.each<[string, (template: Template) => void]>([
  ['other code', (t) => { at(t, 'Code/Properties').Code = { ZipFile: `${CODE}\ndelete all;` }; }],
  ['code whose line ends are gone, so that a comment takes in the rest', (t) => { at(t, 'Code/Properties').Code = { ZipFile: CODE.replace(/\n/g, ' ') }; }],
  ['code that is not in the template', (t) => { at(t, 'Code/Properties').Code = { S3Bucket: 'b', S3Key: 'k' }; }],
  ['a layer, which may bring other modules', (t) => { at(t, 'Code/Properties').Layers = ['arn:aws:lambda:us-east-1:111122223333:layer:l:1']; }],
  ['variables, which may bring other code', (t) => { at(t, 'Code/Properties').Environment = { Variables: { NODE_OPTIONS: '--require x' } }; }],
  ['another handler', (t) => { at(t, 'Code/Properties').Handler = 'other.handler'; }],
  ['a role that the templates do not hold', (t) => { at(t, 'Trust/Properties').authRoleName = 'somebody'; }],
  ['one role for both', (t) => { at(t, 'Trust/Properties').authRoleName = { Ref: 'GuestRole' }; }],
  ['no identity pool', (t) => { delete at(t, 'Trust/Properties').idpId; }],
  ['a second function that it may run', (t) => { t.Resources.Another = { Type: 'AWS::Lambda::Function', Properties: {} }; }],
])('what it does is not known with %s', (_name, change) => expect(written(change)).toEqual([undefined]));

test('code of which nothing is known is not trusted', () => expect(written(undefined, new Set())).toEqual([undefined]));
