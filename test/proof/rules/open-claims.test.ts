import type { Finding } from '../../../lib/proof/findings/finding';
import { at, type Template } from '../photo-app';
import { examined, ref } from './plain-app';

const HIDDEN = { 'Fn::ImportValue': 'claim' };
const inChina = (there: unknown, elsewhere: unknown): object => ({ 'Fn::If': ['InChina', there, elsewhere] });

/** The plain app, whose users get the role of curators by a rule on a claim. */
function byRule(change: (mappings: Record<string, unknown>, mapping: (claim: unknown) => object, template: Template) => void): Finding[] {
  return examined((template) => {
    template.Conditions = { InChina: { 'Fn::Equals': [ref('AWS::Region'), 'cn-north-1'] } };
    const mappings = at(template, 'Attachment/Properties/RoleMappings');
    const { IdentityProvider } = at(template, 'Attachment/Properties/RoleMappings/web');
    const mapping = (Claim: unknown): object => ({
      IdentityProvider, Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [{ Claim, MatchType: 'Equals', Value: 'a', RoleARN: { 'Fn::GetAtt': ['CuratorsRole', 'Arn'] } }] },
    });
    change(mappings, mapping, template);
  });
}

function tagMapOf(template: Template): object {
  return Object.values(template.Resources as Record<string, { Type: string; Properties: object }>).find(({ Type }) => Type === 'AWS::Cognito::IdentityPoolPrincipalTag')!.Properties;
}

const verdicts = (findings: readonly Finding[], rule: string): string[] => [...new Set(findings.filter((one) => one.rule === rule && one.resource === 'Attachment').map(({ verdict }) => verdict))];
const reasons = (findings: readonly Finding[], rule: string): string[] => findings.filter((one) => one.rule === rule && one.verdict === 'UNKNOWN').map(({ message }) => message);

test('a claim that servers alone write is no matter', () => {
  const found = byRule((mappings, mapping) => { mappings.web = mapping('custom:tenant'); });
  expect(verdicts(found, 'user-writable-claim')).toEqual(['PROVED']);
  expect(verdicts(found, 'unverified-claim')).toEqual([]);
});

test.each<[string, (mapping: (claim: unknown) => object) => unknown]>([
  ['everywhere', (mapping) => mapping(HIDDEN)],
  ['in some deployments', (mapping) => mapping(inChina(HIDDEN, 'custom:tenant'))],
])('a claim that is known only at deployment %s may be one that users write, or that nobody verifies', (_name, make) => {
  const found = byRule((mappings, mapping) => { mappings.web = make(mapping); });
  for (const rule of ['user-writable-claim', 'unverified-claim']) {
    expect(reasons(found, rule)).toEqual([expect.stringContaining("the export 'claim' belongs to a stack that is not at hand")]);
  }
});

test('where the app client writes nothing that it may be, nobody writes it', () => {
  const found = byRule((mappings, mapping, template) => {
    mappings.web = mapping({ 'Fn::Sub': ['custom:${rest}', { rest: HIDDEN }] });
    Object.assign(at(template, 'Client/Properties'), { WriteAttributes: ['email', 'name'] });
  });
  expect(verdicts(found, 'user-writable-claim')).toEqual(['PROVED']);
});

test.each<[string, (mappings: Record<string, unknown>, mapping: (claim: unknown) => object) => void, string]>([
  ['a mapping', (mappings) => { mappings.web = HIDDEN; }, "the role mapping 'web' is known only at deployment"],
  ['a mapping in some deployments', (mappings, mapping) => { mappings.web = inChina({ 'Fn::GetAtt': ['Lookup', 'Mapping'] }, mapping('custom:tenant')); }, "the role mapping 'web' is known only at deployment"],
  ['the rules of a mapping', (mappings, mapping) => { mappings.web = { ...mapping('sub'), RulesConfiguration: { 'Fn::Transform': { Name: 'Mine' } } }; }, "the rules of the role mapping 'web' are known only at deployment"],
])('%s that is known only at deployment may look at a claim that users write', (_name, change, says) => {
  const found = byRule((mappings, mapping, template) => {
    template.Resources.Lookup = { Type: 'Custom::Lookup', Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:f' } };
    change(mappings, mapping);
  });
  expect(reasons(found, 'user-writable-claim')).toEqual([expect.stringContaining(says)]);
});

test('so may a tag map of which only the deployment knows what it sets', () => {
  const found = byRule((_mappings, _mapping, template) => {
    Object.assign(tagMapOf(template), { PrincipalTags: { 'Fn::Transform': { Name: 'Mine' } } });
  });
  expect(reasons(found, 'user-writable-claim')).toEqual([expect.stringContaining('Fn::Transform')]);
});

test('a session tag from a claim that is known only at deployment is not proved to keep tenants apart', () => {
  const found = byRule((_mappings, _mapping, template) => {
    Object.assign(tagMapOf(template), { PrincipalTags: { tenant: HIDDEN } });
  });
  expect(reasons(found, 'user-writable-claim')).toEqual([expect.stringContaining("the export 'claim'")]);
});
