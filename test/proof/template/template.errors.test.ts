import { parseTemplate } from '../../../lib/proof/template/parse';
import { TemplateError } from '../../../lib/proof/template/value';
import { valueOf } from '../read';

test.each<[string, () => unknown, string]>([
  ['a condition that is text', () => valueOf({ 'Fn::If': ['IsProd', 'a', 'b'] }, { Conditions: { IsProd: 'prod' } }), 'bad-condition: expected a condition [in probe.json at Conditions.IsProd]'],
  ['text among conditions', () => valueOf({ 'Fn::If': ['IsProd', 'a', 'b'] }, { Conditions: { IsProd: { 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, 'prod'] } } }), 'bad-condition: expected a condition [in probe.json at Conditions.IsProd.Fn::And]'],
  ['a parameter that is text', () => valueOf({ Ref: 'Stage' }, { Parameters: { Stage: 'prod' } }), 'bad-parameter: a parameter must be an object [in probe.json at Parameters.Stage]'],
  ['a file beyond all templates', () => parseTemplate(' '.repeat(20_000_001), 'huge.json'), 'template-too-large: the file has more than 20000000 characters [in huge.json]'],
  ['a name as long as the template', () => valueOf({ Ref: 'x'.repeat(100_000) }), `no-such-reference: the template has no parameter or resource '${'x'.repeat(957)}… [in probe.json at Resources.Probe.Properties.Value.Ref]`],
  ['a name that would act on a terminal', () => valueOf({ Ref: '\u001b[2J\n::error::x' }), "no-such-reference: the template has no parameter or resource '\\u001b[2J\\u000a::error::x' [in probe.json"],
])('%s', (_name, read, message) => {
  expect(read).toThrow(TemplateError);
  expect(read).toThrow(message);
});
