import { isCall, isMap, mapMaps, mapProperties, mapResources, mapStatements, mapTexts, type Json, type Rewriting } from './rewriter';

const OFTEN = 0.35;

/** Keys whose values are the names of things in the template, or are read before functions are. */
const NAMES = new Set(['Type', 'DependsOn', 'Condition', 'TemplateURL', 'ServiceToken', 'CodeUri', 'InlineCode', 'ZipFile', 'Body', 'DefinitionString', 'DefinitionBody', 'Metadata']);

const isFree = (path: readonly string[]): boolean => !path.some((key) => NAMES.has(key));

/** Writes some texts of properties in another way. */
function someTexts(write: (text: string, template: Json) => unknown): Rewriting {
  return (template, random) => {
    if ('Transform' in template) return undefined;
    let changed = 0;
    const copy: Json = { ...template };
    const result = mapProperties(template, (properties) => mapTexts(properties, (text, path) => {
      if (!isFree(path) || /\{\{resolve:/.test(text) || text === '' || random() > OFTEN) return text;
      changed += 1;
      return write(text, copy);
    }));
    return changed === 0 ? undefined : { ...copy, Resources: result.Resources };
  };
}

function section(template: Json, name: string): Json {
  template[name] = { ...(isMap(template[name]) ? template[name] : {}) };
  return template[name] as Json;
}

const fresh = (known: Json, name: string): string => `${name}${Object.keys(known).length}`;

const split = (text: string): [string, string] => [text.slice(0, Math.ceil(text.length / 2)), text.slice(Math.ceil(text.length / 2))];

/** A condition that always holds. */
function always(template: Json): string {
  section(template, 'Conditions').AlwaysHolds = { 'Fn::Equals': ['one', 'one'] };
  return 'AlwaysHolds';
}

/** Ids of statements are given once. */
const withoutSid = (statement: Json): Json => Object.fromEntries(Object.entries(statement).filter(([key]) => key !== 'Sid'));

/** A statement for each part of a list: what one allows, two do. */
const apart = (key: string): Rewriting => (template) => {
  let changed = 0;
  const result = mapProperties(template, (properties) => mapMaps(properties, (map) => {
    if (!Array.isArray(map.Statement)) return map;
    return { ...map, Statement: (map.Statement as unknown[]).flatMap((one) => {
      const parts = isMap(one) ? one[key] : undefined;
      if (!isMap(one) || !Array.isArray(parts) || parts.length < 2) return [one];
      changed += 1;
      return parts.map((part: unknown) => ({ ...withoutSid(one), [key]: part }));
    }) };
  }));
  return changed === 0 ? undefined : result;
};

const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'];

/** A call of a function that may give a list. */
const mayBeList = (value: unknown): boolean => isMap(value) && isCall(value) && !['Fn::Sub', 'Fn::Join', 'Fn::GetAtt'].some((key) => key in value);

/** A text alone and a list of it are the same in a policy. */
const asList: Rewriting = (template) => mapStatements(template, (statement) => ({
  ...statement,
  ...Object.fromEntries(LISTS.filter((key) => key in statement && !Array.isArray(statement[key]) && !mayBeList(statement[key])).map((key) => [key, [statement[key]]])),
  ...(isMap(statement.Principal) && !isCall(statement.Principal) && { Principal: Object.fromEntries(Object.entries(statement.Principal).map(([key, one]) => [key, Array.isArray(one) ? one as unknown : [one]])) }),
  ...(isMap(statement.Condition) && !isCall(statement.Condition) && { Condition: Object.fromEntries(Object.entries(statement.Condition).map(([operator, tests]) => [operator, isMap(tests) && !isCall(tests) ? Object.fromEntries(Object.entries(tests).map(([key, one]) => [key, Array.isArray(one) || isCall(one) ? one : [one]])) : tests])) }),
}));

const asText: Rewriting = (template) => mapProperties(mapStatements(template, (statement) => Object.fromEntries(Object.entries(statement).map(([key, value]) => [key, LISTS.includes(key) && Array.isArray(value) && value.length === 1 ? value[0] as unknown : value]))),
  (properties) => mapMaps(properties, (map) => (Array.isArray(map.Statement) && map.Statement.length === 1 ? { ...map, Statement: map.Statement[0] as unknown } : map)));

/** IAM compares actions and the names of condition keys whatever their case. */
const otherCase: Rewriting = (template, random) => mapStatements(template, (statement) => ({
  ...statement,
  ...Object.fromEntries(['Action', 'NotAction'].filter((key) => key in statement).map((key) => [key, mapTexts(statement[key], (text) => (text.includes(':') && random() < OFTEN ? text.toUpperCase() : text.toLowerCase()))])),
  ...(isMap(statement.Condition) && !isCall(statement.Condition) && { Condition: mapMaps(statement.Condition, (map, path) => (path.length === 1 ? Object.fromEntries(Object.entries(map).map(([key, one]) => [random() < OFTEN ? key.toUpperCase() : key, one])) : map)) }),
}));

const twice: Rewriting = (template) => mapProperties(template, (properties) => mapMaps(properties, (map) => (Array.isArray(map.Statement)
  ? { ...map, Statement: [...(map.Statement as unknown[]), ...(map.Statement as unknown[]).map((one) => (isMap(one) && !isCall(one) ? withoutSid(one) : one))] } : map)));

const backwards: Rewriting = (template) => {
  const result = mapProperties(template, (properties) => mapMaps(properties, (map) => Object.fromEntries(Object.entries(map).reverse().map(([key, value]) => [key, [...LISTS, 'Statement'].includes(key) && Array.isArray(value) ? [...(value as unknown[])].reverse() : value]))));
  return { ...result, Resources: Object.fromEntries(Object.entries(result.Resources as Json).reverse()) };
};

const NOTHING = { Ref: 'AWS::NoValue' };

/** What is `AWS::NoValue` is as if it were not written. */
const withNothing: Rewriting = (template) => mapProperties(mapStatements(template, (statement) => Object.fromEntries(Object.entries(statement).map(([key, value]) => [key, LISTS.includes(key) && Array.isArray(value) ? [NOTHING, ...(value as unknown[])] : value]))),
  (properties) => ({ ...properties, Tags: properties.Tags ?? NOTHING }));

const ifAlways = (whole: (properties: Json) => unknown): Rewriting => (template) => {
  if ('Transform' in template) return undefined;
  const copy: Json = { ...template };
  always(copy);
  return { ...copy, Resources: mapProperties(template, whole).Resources };
};

/** Properties and statements that a condition chooses, which always holds. */
const chosen = ifAlways((properties) => ({ ...Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, isCall(value) ? value : { 'Fn::If': ['AlwaysHolds', value, NOTHING] }])) }));

const chosenStatements: Rewriting = (template) => {
  const copy: Json = { ...template };
  if ('Transform' in template) return undefined;
  always(copy);
  return { ...copy, Resources: mapProperties(template, (properties) => mapMaps(properties, (map) => (Array.isArray(map.Statement) ? { ...map, Statement: (map.Statement as unknown[]).map((one) => ({ 'Fn::If': ['AlwaysHolds', one, NOTHING] })) } : map))).Resources };
};

const conditional: Rewriting = (template) => {
  if ('Transform' in template) return undefined;
  const copy: Json = { ...template };
  section(copy, 'Parameters').OneValue = { Type: 'String', AllowedValues: ['one'], Default: 'one' };
  section(copy, 'Conditions').IsOne = { 'Fn::Equals': [{ Ref: 'OneValue' }, 'one'] };
  return { ...copy, Resources: mapResources(template, (resource) => ('Condition' in resource ? resource : { ...resource, Condition: 'IsOne' })).Resources };
};

type Policy = { readonly PolicyName?: unknown; readonly PolicyDocument?: unknown };

/** The policies of a role as resources of their own. */
const ofTheirOwn = (type: 'AWS::IAM::Policy' | 'AWS::IAM::ManagedPolicy' | 'AWS::IAM::RolePolicy'): Rewriting => (template) => {
  const added: Json = {};
  const result = mapResources(template, (resource, id) => {
    if (resource.Type !== 'AWS::IAM::Role' || !isMap(resource.Properties) || !Array.isArray(resource.Properties.Policies) || 'Condition' in resource) return resource;
    const { Policies, ...rest } = resource.Properties;
    if (!(Policies as unknown[]).every((one) => isMap(one) && !isCall(one) && typeof one.PolicyName === 'string')) return resource;
    (Policies as Policy[]).forEach(({ PolicyName, PolicyDocument }, index) => {
      const name = `${id}Policy${index}`;
      added[name] = type === 'AWS::IAM::RolePolicy' ? { Type: type, Properties: { PolicyName, PolicyDocument, RoleName: { Ref: id } } }
        : { Type: type, Properties: { ...(type === 'AWS::IAM::Policy' && { PolicyName }), PolicyDocument, Roles: [{ Ref: id }] } };
    });
    return { ...resource, Properties: rest };
  });
  return Object.keys(added).length === 0 || 'Transform' in template ? undefined : { ...result, Resources: { ...(result.Resources as Json), ...added } };
};

/** Resources that have nothing to do with anybody. */
const besides: Rewriting = (template) => ('Transform' in template ? undefined : {
  ...template,
  Resources: {
    ...(template.Resources as Json),
    BesidesTopic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'besides' } },
    BesidesLog: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
    BesidesAlarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmActions: [{ Ref: 'BesidesTopic' }], ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, MetricName: 'Errors', Namespace: 'AWS/Lambda', Period: 60, Statistic: 'Sum', Threshold: 1 } },
    BesidesTable: { Type: 'AWS::DynamoDB::Table', Properties: { AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] } },
    BesidesBucket: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true } } },
    BesidesRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'logs', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': ['BesidesLog', 'Arn'] } }] } }] } },
  },
});

/** `Fn::Sub` says what `Ref` and `Fn::GetAtt` say. */
const substituted: Rewriting = (template, random) => {
  if ('Transform' in template) return undefined;
  const lists = new Set(Object.entries(isMap(template.Parameters) ? template.Parameters : {}).filter(([, one]) => isMap(one) && /List/.test(String(one.Type))).map(([name]) => name));
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isMap(value)) return value;
    const { Ref: name, 'Fn::GetAtt': attribute } = value;
    if (isCall(value) && random() < 0.6) {
      if (typeof name === 'string' && name !== 'AWS::NoValue' && name !== 'AWS::NotificationARNs' && !lists.has(name)) return { 'Fn::Sub': `\${${name}}` };
      if (Array.isArray(attribute) && attribute.every((part) => typeof part === 'string') && attribute[1] === 'Arn') return { 'Fn::Sub': `\${${attribute.join('.')}}` };
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'Fn::ForEach' || key === 'Fn::FindInMap' || (key === 'Fn::Sub' && typeof one === 'string') ? one : rewrite(one)]));
  };
  return mapProperties(template, (properties) => rewrite(properties));
};

/** Whether something is so may be written as text. */
const flagsAsText: Rewriting = (template) => mapProperties(template, (properties, type) => {
  const inPolicies = (value: unknown): unknown => (Array.isArray(value) ? value.map(inPolicies) : isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inPolicies(one)])) : typeof value === 'boolean' ? String(value) : value);
  return type.startsWith('AWS::') ? inPolicies(properties) : properties;
});

/** All that is tried, by what it does. */
export const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  'texts joined': someTexts((text) => ({ 'Fn::Join': ['', split(text)] })),
  'texts substituted': someTexts((text) => ({ 'Fn::Sub': text.replace(/\$\{/g, '${!') })),
  'texts with a name': someTexts((text) => ({ 'Fn::Sub': ['${first}${second}', { first: split(text)[0], second: split(text)[1] }] })),
  'texts selected': someTexts((text) => ({ 'Fn::Select': [1, ['another', text, 'third']] })),
  'texts split': someTexts((text) => (text.includes('|') ? text : { 'Fn::Select': ['1', { 'Fn::Split': ['|', `another|${text}|third`] }] })),
  'texts in parameters': someTexts((text, template) => {
    const parameters = section(template, 'Parameters');
    const name = fresh(parameters, 'Text');
    parameters[name] = { Type: 'String', AllowedValues: [text], Default: text };
    return { Ref: name };
  }),
  'texts in maps': someTexts((text, template) => {
    const mappings = section(template, 'Mappings');
    const name = fresh(mappings, 'Map');
    mappings[name] = { One: { Value: text }, Two: { Value: 'another' } };
    return { 'Fn::FindInMap': [name, 'One', 'Value'] };
  }),
  'texts chosen': someTexts((text, template) => ({ 'Fn::If': [always(template), text, 'another'] })),
  'a statement an action': apart('Action'),
  'a statement a resource': apart('Resource'),
  'lists': asList,
  'texts alone': asText,
  'other case': otherCase,
  'statements twice': twice,
  'backwards': backwards,
  'with nothing': withNothing,
  'properties chosen': chosen,
  'statements chosen': chosenStatements,
  'resources with a condition': conditional,
  'policies as AWS::IAM::Policy': ofTheirOwn('AWS::IAM::Policy'),
  'policies as AWS::IAM::ManagedPolicy': ofTheirOwn('AWS::IAM::ManagedPolicy'),
  'policies as AWS::IAM::RolePolicy': ofTheirOwn('AWS::IAM::RolePolicy'),
  'resources besides': besides,
  'references substituted': substituted,
  'flags as text': flagsAsText,
};
