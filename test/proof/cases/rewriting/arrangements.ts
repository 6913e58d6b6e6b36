import { stringify } from 'yaml';
import type { CaseTemplate } from '../case';
import { isCall, isMap, type Json } from './rewriter';

/**
 * Arranges what one template makes in another way: in another format, under other logical ids, in another stack.
 *
 * @param template the template
 * @returns the files; undefined where nothing can be arranged otherwise
 */
export type Arrangement = (template: CaseTemplate & { readonly body: Json }) => readonly CaseTemplate[] | undefined;

const inYaml: Arrangement = ({ body, file, ...rest }) => [{ ...rest, file: file.replace(/json$/, 'yaml'), text: stringify(body, { lineWidth: 0, aliasDuplicateObjects: false }) }];

const resourcesOf = (body: Json): Json => (isMap(body.Resources) ? body.Resources : {});

/** Writes references to resources in other words, wherever they stand. */
function mapReferences(value: unknown, refer: (id: string, attribute: string | undefined) => unknown): unknown {
  const again = (one: unknown): unknown => mapReferences(one, refer);
  if (Array.isArray(value)) return value.map(again);
  if (!isMap(value)) return value;
  const [function_] = Object.keys(value);
  // What is recorded for the proof is escaped, so that CloudFormation and the CDK leave it alone.
  if (function_?.startsWith('$') && isCall({ [function_.slice(1)]: value[function_] })) return escaped(again({ [function_.slice(1)]: value[function_] }));
  if (isCall(value)) {
    const { Ref: name, 'Fn::GetAtt': attribute, 'Fn::Sub': sub } = value;
    if (typeof name === 'string') return refer(name, undefined) ?? value;
    if (Array.isArray(attribute) && typeof attribute[0] === 'string' && typeof attribute[1] === 'string') return refer(attribute[0], attribute[1]) ?? value;
    if (sub !== undefined) return inSub(sub, refer, again) ?? value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, again(one)]));
}

function escaped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(escaped);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [isCall(value) ? `$${key}` : key, escaped(one)]));
}

function inSub(sub: unknown, refer: (id: string, attribute: string | undefined) => unknown, again: (one: unknown) => unknown): unknown {
  const [text, given] = typeof sub === 'string' ? [sub, {}] : Array.isArray(sub) && typeof sub[0] === 'string' && isMap(sub[1]) ? [sub[0], sub[1]] : [];
  if (text === undefined) return undefined;
  const variables: Json = Object.fromEntries(Object.entries(given ?? {}).map(([key, one]) => [key, again(one)]));
  const written = text.replace(/\$\{([^!{}][^{}]*)\}/g, (whole, name: string) => {
    const [id, ...rest] = name.trim().split('.');
    const found = Object.hasOwn(given ?? {}, name) ? undefined : refer(id, rest.length === 0 ? undefined : rest.join('.'));
    if (found === undefined) return whole;
    const variable = `Of${Object.keys(variables).length}`;
    variables[variable] = found;
    return `\${${variable}}`;
  });
  return { 'Fn::Sub': Object.keys(variables).length === 0 ? written : [written, variables] };
}

/** Whether it says something in the template that is more than a reference, so that it cannot be told what refers to it. */
const isSimple = (body: Json): boolean => !('Transform' in body) && !/Fn::ForEach|"Fn::Transform"|"Fn::GetAtt":("|\["[^"]*",\{)/.test(JSON.stringify(body));

const otherIds: Arrangement = ({ body, ...rest }) => {
  if (!isSimple(body)) return undefined;
  const names = new Map(Object.keys(resourcesOf(body)).map((id, index) => [id, `Other${index}`]));
  const renamed = mapReferences(body, (id, attribute) => {
    const name = names.get(id);
    if (name === undefined) return undefined;
    return attribute === undefined ? { Ref: name } : { 'Fn::GetAtt': [name, attribute] };
  }) as Json;
  const nameOf = (id: unknown): unknown => (typeof id === 'string' ? names.get(id) ?? id : id);
  const Resources = Object.fromEntries(Object.entries(resourcesOf(renamed)).map(([id, one]): [string, unknown] => {
    const needed = isMap(one) ? one.DependsOn : undefined;
    return [String(nameOf(id)), needed === undefined ? one : { ...(one as Json), DependsOn: Array.isArray(needed) ? needed.map(nameOf) : nameOf(needed) }];
  }));
  return [{ ...rest, body: { ...renamed, Resources } }];
};

/** Types that refer to nothing, mostly, and that much refers to. */
const DATA = new Set(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::Kinesis::Stream', 'AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::KMS::Key']);

const refersTo = (value: unknown, ids: ReadonlySet<string>): boolean => {
  let found = false;
  mapReferences(value, (id) => {
    found ||= ids.has(id);
    return undefined;
  });
  return found;
};

/** Where the data lie in a stack of their own, which exports what others need. */
const dataElsewhere: Arrangement = ({ body, file, ...rest }) => {
  if (!isSimple(body) || rest.stackName !== undefined) return undefined;
  const all = Object.entries(resourcesOf(body));
  const own = new Set([...Object.keys(isMap(body.Parameters) ? body.Parameters : {}), ...all.map(([id]) => id)]);
  const moved = new Map(all.filter(([, one]) => isMap(one) && DATA.has(String(one.Type)) && !refersTo(one, own) && !/"(Condition|DependsOn|Fn::If|Fn::FindInMap)"/.test(JSON.stringify(one))));
  const stays = all.filter(([id]) => !moved.has(id));
  if (moved.size === 0 || stays.some(([, one]) => isMap(one) && 'DependsOn' in one)) return undefined;
  const outputs: Json = {};
  const others = mapReferences({ ...body, Resources: Object.fromEntries(stays) }, (id, attribute) => {
    if (!moved.has(id)) return undefined;
    const name = `${id}${(attribute ?? 'Ref').replaceAll('.', '')}`;
    outputs[name] = { Value: attribute === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] }, Export: { Name: `data-${name}` } };
    return { 'Fn::ImportValue': `data-${name}` };
  });
  return [{ ...rest, file, body: others }, { file: `data-${file}`, body: { Resources: Object.fromEntries(moved), Outputs: outputs } }];
};

/** All that is tried, by what it does. */
export const ARRANGEMENTS: Readonly<Record<string, Arrangement>> = {
  'in YAML': inYaml,
  'other logical ids': otherIds,
  'data in a stack of their own': dataElsewhere,
};
