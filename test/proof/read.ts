import { TemplateSet, type ReadingOptions, type Resource, type TemplateModel } from '../../lib/proof/template/reader';
import type { RawTemplate } from '../../lib/proof/template/raw-template';
import { isMap, type Value } from '../../lib/proof/template/value';

/** A template of one resource, whose property `Value` is what the test is about. */
export function valueOf(value: unknown, rest: object = {}, options: Partial<RawTemplate> = {}, reading: ReadingOptions = {}): string {
  const body = { Resources: { Probe: { Type: 'Test::Probe', Properties: { Value: value } }, ...RESOURCES }, ...rest };
  return models([{ file: 'probe.json', body, ...options }], (model) => shown(model, property(model, 'Probe')), {}, reading).join(' | ');
}

/** What several templates create, in each way in which their conditions can turn out. */
export function models<T>(templates: readonly RawTemplate[], visit: (model: TemplateModel) => T, nested: Readonly<Record<string, object>> = {}, reading: ReadingOptions = {}): T[] {
  return new TemplateSet(templates, (_parent, resource) => {
    const url = (resource.Properties as { TemplateURL?: unknown } | undefined)?.TemplateURL;
    const body = typeof url === 'string' ? nested[url] : undefined;
    return body && { file: String(url), body: body as Record<string, unknown> };
  }).read(visit, reading);
}

export function resource(model: TemplateModel, id: string): Resource {
  const found = model.resources.find((r) => r.id === id);
  if (!found) throw new Error(`there is no resource '${id}'`);
  return found;
}

export function property(model: TemplateModel, id: string, name = 'Value'): Value {
  return resource(model, id).properties.get(name) ?? null;
}

/** The value as people read it; an unresolved one shows why. */
export function shown(model: TemplateModel, value: Value): string {
  if (typeof value === 'string') return model.symbols.render(value);
  return model.symbols.render(JSON.stringify(value, (_key, part: Value) => (typeof part === 'object' && part !== null && !isMap(part) && !Array.isArray(part) ? `unknown: ${part.reason}` : part)));
}

const RESOURCES = {
  Photos: { Type: 'AWS::S3::Bucket' },
  Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'my-photos' } },
  Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/app/' } },
  Pool: { Type: 'AWS::Cognito::UserPool' },
  Custom: { Type: 'Custom::Thing' },
};
