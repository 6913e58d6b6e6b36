/** Of a template after the transform, what access depends on: in one form, however the functions are spelled. */
export type Projection = Readonly<Record<string, unknown>>;

type Map = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Map => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);

/** Of these types, the properties that matter; of others, all but tags and descriptions. */
const RELEVANT: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Deployment': ['RestApiId', 'StageName'],
  'AWS::ApiGateway::RestApi': ['Body', 'BodyS3Location', 'EndpointConfiguration', 'Policy'],
  'AWS::ApiGatewayV2::Api': ['Body', 'BodyS3Location', 'ProtocolType'],
  'AWS::ApiGatewayV2::Integration': ['ApiId', 'CredentialsArn', 'IntegrationUri'],
  'AWS::ApiGatewayV2::Route': ['ApiId', 'AuthorizationType', 'AuthorizerId', 'RouteKey', 'Target'],
  'AWS::ApiGatewayV2::Stage': ['ApiId', 'StageName'],
  'AWS::ApiGateway::Stage': ['DeploymentId', 'RestApiId', 'StageName'],
  'AWS::ApiGateway::UsagePlan': ['ApiStages'],
  'AWS::AppSync::ApiKey': ['ApiId'],
  'AWS::AppSync::DataSource': ['ApiId', 'LambdaConfig', 'ServiceRoleArn', 'Type'],
  'AWS::Events::Rule': ['EventBusName', 'Targets'],
  'AWS::Lambda::CapacityProvider': ['PermissionsConfig'],
  'AWS::Lambda::Version': ['FunctionName'],
  'AWS::Scheduler::Schedule': ['GroupName', 'Target'],
  'AWS::StepFunctions::StateMachineAlias': ['Name'],
  'AWS::AppSync::FunctionConfiguration': ['ApiId', 'Name'],
  'AWS::AppSync::Resolver': ['ApiId', 'FieldName', 'TypeName'],
  'AWS::CodeDeploy::DeploymentGroup': ['ApplicationName', 'ServiceRoleArn'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'PermissionsBoundary', 'Path', 'Policies', 'RoleName'],
  'AWS::Lambda::Function': ['DeadLetterConfig', 'FunctionName', 'Role'],
  'AWS::Lambda::LayerVersion': ['LayerName'],
  'AWS::Lambda::EventSourceMapping': ['DestinationConfig', 'EventSourceArn', 'FunctionName'],
  'AWS::StepFunctions::StateMachine': ['RoleArn', 'StateMachineName'],
};

/** Names of APIs, and caches: they decide no access, and are not made here, or not in full. */
const WITHOUT_ACCESS = new Set([
  'AWS::ApiGateway::BasePathMapping', 'AWS::ApiGateway::BasePathMappingV2', 'AWS::ApiGateway::DomainName', 'AWS::ApiGateway::DomainNameAccessAssociation', 'AWS::ApiGateway::DomainNameV2',
  'AWS::ApiGatewayV2::ApiMapping', 'AWS::ApiGatewayV2::DomainName', 'AWS::AppSync::ApiCache', 'AWS::AppSync::DomainName', 'AWS::AppSync::DomainNameApiAssociation', 'AWS::Route53::RecordSetGroup',
]);

/** Lists whose order says nothing. */
const UNORDERED = new Set(['ApiStages', 'DependsOn', 'LambdaConfigurations', 'StageKeys']);

/** The transform adds a hash to the logical ids of these. */
const HASHED = new Set([
  'AWS::ApiGateway::Deployment', 'AWS::ApiGateway::DomainName', 'AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::DomainName', 'AWS::ApiGatewayV2::Stage', 'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Version', 'AWS::Lambda::Permission',
]);

/**
 * @param body a template after the transform
 * @param source the template before it
 * @returns what access depends on in it
 */
export function project(body: Map, source: Map): Projection {
  const resources = isMap(body.Resources) ? body.Resources : {};
  const parameters = isMap(body.Parameters) ? body.Parameters : {};
  const ids = new Map(Object.entries(resources).map(([id, resource]) => [id, plainId(id, String((resource as Map).Type))]));
  const normal = new Normal(ids, parameters, new Conditions(body.Conditions, source.Conditions));
  const projected = Object.entries(resources).filter(([, resource]) => matters(resource as Map)).map(([id, resource]) => [ids.get(id)!, projectResource(resource as Map, normal)] as const);
  const outputs = Object.entries(isMap(body.Outputs) ? body.Outputs : {}).map(([id, output]) => [`output ${id}`, normal.value((output as Map).Value)] as const);
  return Object.fromEntries([...projected, ...outputs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const matters = ({ Type, Properties }: Map): boolean => !WITHOUT_ACCESS.has(String(Type)) && !(Type === 'AWS::AppSync::DataSource' && (Properties as Map).Type === 'NONE');

function plainId(id: string, type: string): string {
  if (type.endsWith('::DomainName') || type.endsWith('::DomainNameV2')) return 'the custom domain';
  if (!HASHED.has(type)) return id;
  return id.replace(/(Permission)?[0-9a-f]{10}$/, (_all, permission?: string) => (permission === undefined ? '' : 'PermissionStage'));
}

function projectResource({ Type, Condition, Properties }: Map, normal: Normal): Map {
  const type = String(Type);
  const properties = isMap(Properties) ? Properties : {};
  const wanted = Object.hasOwn(RELEVANT, type) ? RELEVANT[type] : Object.keys(properties).filter((key) => key !== 'Tags' && key !== 'Description');
  const chosen = wanted.filter((key) => properties[key] !== undefined).sort().map((key) => [key, projectProperty(key, properties[key], normal)] as const)
    .filter(([key, value]) => !(key === 'ManagedPolicyArns' && Array.isArray(value) && value.length === 0));
  return { type, ...(Condition === undefined ? {} : { condition: normal.conditions.plain(Condition) }), ...Object.fromEntries(chosen) };
}

function projectProperty(key: string, value: unknown, normal: Normal): unknown {
  if (key === 'Body') return isMap(value) && isMap(value.paths) ? projectApi(value, normal) : normal.value(value);
  if (key === 'AssumeRolePolicyDocument' || key === 'PolicyDocument') return statements(value, normal);
  if (key === 'Policies') return listOf(value).map((policy) => JSON.stringify(projectPolicy(policy, normal))).sort();
  if (key === 'ManagedPolicyArns') return listOf(normal.value(value)).map((item) => JSON.stringify(typeof item === 'string' && /^\w+$/.test(item) ? `arn:aws:iam::aws:policy/${item}` : item)).sort();
  if (key === 'Targets' && Array.isArray(value)) return (value as Map[]).map(({ Arn, RoleArn, DeadLetterConfig }) => normal.value({ Arn, RoleArn, DeadLetterConfig }));
  return UNORDERED.has(key) ? inOrder(normal.value(value)) : normal.value(value);
}

const inOrder = (value: unknown): unknown => (Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value);

/** Inline policies, by their statements: what they are called decides nothing. */
function projectPolicy(policy: unknown, normal: Normal): unknown {
  if (isMap(policy) && Array.isArray(policy['Fn::If'])) {
    const [condition, then, otherwise] = policy['Fn::If'] as [string, unknown, unknown];
    return { if: normal.conditions.plain(condition), then: projectPolicy(then, normal), otherwise: projectPolicy(otherwise, normal) };
  }
  return isMap(policy) && policy.PolicyDocument !== undefined ? statements(policy.PolicyDocument, normal) : normal.value(policy);
}

/** One entry for each resource of each statement, in order of their text. */
function statements(document: unknown, normal: Normal): unknown {
  if (!isMap(document)) return normal.value(document);
  const single = listOf(document.Statement).flatMap((statement) => {
    const { Resource, Action, ...rest } = normal.value(statement) as Map;
    const actions = listOf(Action).map(String).sort();
    const resources = Resource === undefined ? [undefined] : listOf(Resource);
    return resources.map((resource) => ({ ...rest, Action: actions, ...(resource === undefined ? {} : { Resource: resource }) }));
  });
  return [...new Set(single.map((statement) => JSON.stringify(sorted(statement))))].sort();
}

function projectApi(body: Map, normal: Normal): Map {
  const components = isMap(body.components) ? body.components : {};
  const schemes = (body.securityDefinitions ?? components.securitySchemes ?? {}) as Map;
  const methods: string[] = [];
  for (const [path, item] of Object.entries(body.paths as Map)) {
    const { condition, plain } = underCondition(item);
    for (const [method, operation] of Object.entries(plain)) {
      const inner = underCondition(operation);
      const { security, 'x-amazon-apigateway-integration': integration } = inner.plain;
      const { uri, credentials } = isMap(integration) ? underCondition(integration).plain : {};
      const asked = [...new Set(listOf(security).map((one) => JSON.stringify(one)))].sort().join(' ');
      const called = isMap(uri) ? underCondition(uri).plain : uri;
      const when = inner.condition ?? condition;
      methods.push(`${method} ${path.replace(/^\/\$default$/, '$default')}${when === undefined ? '' : ` if ${JSON.stringify(normal.conditions.plain(when))}`}: ${asked} -> ${JSON.stringify(normal.value(called)) ?? ''} as ${JSON.stringify(normal.value(credentials)) ?? ''}`);
    }
  }
  return {
    authorizers: Object.fromEntries(Object.entries(schemes).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, scheme]) => [name, projectScheme(scheme, normal)])),
    methods: methods.sort(),
    policy: statements(body['x-amazon-apigateway-policy'], normal) ?? [],
  };
}

function projectScheme(scheme: unknown, normal: Normal): unknown {
  const { 'x-amazon-apigateway-authorizer': authorizer, 'x-amazon-apigateway-authtype': authtype } = scheme as Map;
  const { type, providerARNs, authorizerUri, authorizerCredentials, jwtConfiguration } = isMap(authorizer) ? authorizer : {};
  return normal.value({ authtype, type, providerARNs, authorizerUri, authorizerCredentials, jwtConfiguration });
}

function underCondition(value: unknown): { readonly condition?: string; readonly plain: Map } {
  if (isMap(value) && Array.isArray(value['Fn::If'])) {
    const [condition, then] = value['Fn::If'] as [string, unknown];
    const inner = underCondition(then);
    return { condition: inner.condition ?? condition, plain: inner.plain };
  }
  return { plain: isMap(value) ? value : {} };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return isMap(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)])) : value;
}

/** Spells references and texts in one way: `${Id}`, `${Id.Attribute}`; the partition as `aws`. */
class Normal {
  public constructor(private readonly ids: ReadonlyMap<string, string>, private readonly parameters: Map, public readonly conditions: Conditions) {}

  public value(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (!isMap(value)) return value;
    const text = this.text(value);
    if (text !== undefined) return text;
    if (Array.isArray(value['Fn::If'])) {
      const [condition, then, otherwise] = value['Fn::If'] as [string, unknown, unknown];
      return { if: this.conditions.plain(condition), then: this.value(then), otherwise: this.value(otherwise) };
    }
    return sorted(Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, UNORDERED.has(key) ? inOrder(this.value(item)) : this.value(item)])));
  }

  private text(value: Map): string | undefined {
    if (Object.keys(value).length !== 1) return undefined;
    if (typeof value.Ref === 'string') return this.reference(value.Ref);
    const attribute = value['Fn::GetAtt'];
    if (Array.isArray(attribute)) return this.reference((attribute as string[]).join('.'));
    const join = value['Fn::Join'];
    if (Array.isArray(join)) return (join[1] as unknown[]).map((item) => this.part(item)).join(String(join[0]));
    const sub = value['Fn::Sub'];
    if (sub === undefined) return undefined;
    const [template, variables] = (Array.isArray(sub) ? sub : [sub]) as [string, Map?];
    return template.replace(/\$\{([^!}][^}]*)\}/g, (_all, name: string) => (variables !== undefined && Object.hasOwn(variables, name) ? this.part(variables[name]) : this.reference(name)));
  }

  private part(value: unknown): string {
    const normal = this.value(value);
    return typeof normal === 'string' ? normal : JSON.stringify(normal);
  }

  private reference(path: string): string {
    if (path === 'AWS::Partition') return 'aws';
    // The transform puts the Region that it runs in in the place of some references to it.
    if (path === 'AWS::Region') return 'us-east-1';
    const [id, ...attributes] = path.split('.');
    const fallback = isMap(this.parameters[id]) ? this.parameters[id].Default : undefined;
    // The transform puts the defaults of parameters in the place of references to them.
    if (typeof fallback === 'string') return fallback;
    return `\${${[this.ids.get(id) ?? id, ...attributes].join('.')}}`;
  }
}

/** Spells the conditions that the transform adds by those of the template. */
class Conditions {
  private readonly added: Map;

  public constructor(all: unknown, declared: unknown) {
    this.added = Object.fromEntries(Object.entries(isMap(all) ? all : {}).filter(([name]) => !isMap(declared) || !Object.hasOwn(declared, name)));
  }

  public plain(name: unknown): unknown {
    return typeof name === 'string' && Object.hasOwn(this.added, name) ? this.expression(this.added[name]) : name;
  }

  private expression(condition: unknown): unknown {
    if (!isMap(condition)) return condition;
    if (condition.Condition !== undefined) return isMap(condition.Condition) ? this.expression(condition.Condition) : this.plain(condition.Condition);
    const [[name, operands]] = Object.entries(condition);
    const parts = listOf(operands).map((operand) => this.expression(operand)).flatMap((part) => (isMap(part) && Array.isArray(part[name]) ? part[name] as unknown[] : [part]));
    const inText = new Map(parts.map((part) => [JSON.stringify(part), part]));
    return { [name]: [...inText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part) };
  }
}
