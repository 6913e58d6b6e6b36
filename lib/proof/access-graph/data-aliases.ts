import { governsArn } from '../iam/applies';
import { readArnPattern } from '../iam/arn';
import { compareTexts, fillIn, matchFilled } from '../iam/match';
import type { Policy } from '../iam/policy';
import { holdsOpenSymbol } from '../symbols/symbol';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, listOf, textOf, type Value } from '../template/value';
import { copyings, type Copying } from './copies';
import { mayOverlap } from './overlap';

/** Another name under which the data of a resource can be had. */
export interface DataAlias {
  /** The other name, as a pattern of ARNs: with `${owner}` where the name that it stands for has it, if it tells owners apart. */
  readonly resource: string;
  /** The actions that read, or change, the data under that name; undefined: the same as under the first. */
  readonly actions: readonly string[] | undefined;
  /** The actions that the other name takes, where these are not all that the first does. */
  readonly takes?: readonly string[];
  /** What it is, for people, such as `the stream of Orders`. */
  readonly what: string;
  /** Why it is not certain that access to it is access to the data; undefined where it is. */
  readonly uncertain: string | undefined;
}

/**
 * @param model what the templates create
 * @param resource a pattern of ARNs, perhaps with `${owner}`
 * @param policies the resource policies of the templates
 * @returns the other names
 */
export function dataAliases(model: TemplateModel, resource: string, policies: readonly Policy[]): DataAlias[] {
  return [...byArn(resource), ...passedOn(model, resource), ...Object.entries(OF_TYPE).flatMap(([type, aliases]) => ofType(model, type).flatMap((one): DataAlias[] => (
    [...restsBelow(resource, one.arn)].flatMap(([rest, certainty]) => aliases(model, one, rest, policies)
      .map((found) => (certainty === 'sure' ? found : { ...found, uncertain: found.uncertain ?? `whether ${one.id} is meant is known only at deployment` }))))))];
}

/** What an ARN says by itself of other ARNs under which the same is read. */
function byArn(resource: string): DataAlias[] {
  const [, , service, , , ...rest] = resource.split(':');
  const sixth = rest.join(':');
  const within = (part: string): string => resource.slice(0, resource.length - sixth.length) + part;
  switch (service) {
    case 'ssm': return pathsAbove(sixth).map((path) => ({ resource: within(path), actions: undefined, takes: ['ssm:GetParametersByPath'], what: 'the path above it', uncertain: undefined }));
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    case 'logs': return groupOf(sixth).map((group) => ({ resource: within(group), actions: undefined, takes: READ_GROUPS, what: 'its log group', uncertain: undefined }));
    // https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html
    case 'kinesis': return /^stream\/[^/]+$/.test(sixth) ? [{ resource: `${resource}/consumer/*`, actions: undefined, takes: ['kinesis:SubscribeToShard'], what: 'a consumer of the stream', uncertain: undefined }] : [];
    default: return [];
  }
}

/**
 * Whoever may read by a path reads all that is below it.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
function pathsAbove(name: string): string[] {
  const parts = name.split('/');
  return parts[0] === 'parameter' && parts.length > 2 ? ['parameter/', ...parts.slice(2).map((_, i) => parts.slice(0, i + 2).join('/'))] : [];
}

const READ_GROUPS = ['logs:FilterLogEvents', 'logs:StartLiveTail', 'logs:StartQuery'];

function groupOf(name: string): string[] {
  const group = /^(log-group:.*?):log-stream:/s.exec(name)?.[1];
  return group === undefined ? [] : [group, `${group}:*`];
}

type Aliases = (model: TemplateModel, resource: Resource, rest: string, policies: readonly Policy[]) => DataAlias[];

const OF_TYPE: Readonly<Record<string, Aliases>> = {
  'AWS::S3::Bucket': ofBucket,
  'AWS::DynamoDB::Table': (model, table, rest) => [...ofTable(table, rest), ...throughCaches(model, table)],
  'AWS::DynamoDB::GlobalTable': (model, table, rest) => [...ofTable(table, rest), ...throughCaches(model, table)],
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
  'AWS::Lambda::Function': (_model, { id, arn }, rest) => (rest === '' ? [{ resource: `${arn}:*`, actions: undefined, what: `a version or an alias of ${id}`, uncertain: undefined }] : []),
};

/**
 * What a pattern of ARNs names below a resource, as what follows its ARN; empty for the resource itself. A wildcard may stand for a
 * part of the name, and for what follows it as well.
 */
function restsBelow(pattern: string, arn: string): ReadonlyMap<string, 'sure' | 'perhaps'> {
  if (pattern === arn || pattern.startsWith(`${arn}/`)) return new Map([[pattern.slice(arn.length), 'sure']]);
  const rests = new Map<string, 'sure' | 'perhaps'>();
  const wild = pattern.search(/[*?]/);
  if (wild < 0 || !mayOverlap(pattern, arn)) return rests;
  for (let end = wild + 1; end <= pattern.length; end++) {
    const isStar = pattern[end - 1] === '*';
    const isWhole = end === pattern.length || pattern[end] === '/';
    if (!isStar && !isWhole) continue;
    const names = matchFilled(fillIn(readArnPattern(pattern.slice(0, end).replace('${owner}', '*')), () => ({ kind: 'missing' })), arn);
    if (names === 'no') continue;
    const certainty = names === 'yes' ? 'sure' : 'perhaps';
    if (isWhole) rests.set(pattern.slice(end), certainty);
    if (isStar) rests.set(`/*${pattern.slice(end)}`, certainty);
  }
  return rests;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html */
function ofBucket(model: TemplateModel, bucket: Resource, rest: string, policies: readonly Policy[]): DataAlias[] {
  const delegated = policies.some(({ origin, statements }) => governsArn(origin.attachedTo ?? [], bucket.arn) === 'yes'
    && statements.some(({ effect, conditions }) => effect === 'Allow' && conditions.some(({ key }) => key.startsWith('s3:dataaccesspoint'))));
  const uncertain = delegated ? undefined : 'whether the bucket lets in what its access point allows is not documented';
  const isOf = (value: Value | undefined): boolean => {
    const name = textOf(value);
    return value !== undefined && (name === undefined || compareTexts(name, bucket.ref) !== 'no');
  };
  const points = ofType(model, 'AWS::S3::AccessPoint').filter(({ properties }) => isOf(properties.get('Bucket'))).map((one) => alias(one, one.arn, rest, uncertain));
  const inRegions = ofType(model, 'AWS::S3::MultiRegionAccessPoint').filter(({ properties }) => listOf(properties.get('Regions')).some((region) => !isMap(region) || isOf(region.Bucket)))
    .map((one) => alias(one, `arn:*:s3::${one.account}:accesspoint/${one.attribute('Alias') ?? '*'}`, rest, uncertain));
  return [...points, ...inRegions, ...copiesOf(model, bucket, rest)];
}

function alias(point: Resource, arn: string, rest: string, uncertain: string | undefined): DataAlias {
  return { resource: rest === '' ? arn : `${arn}/object${rest}`, actions: undefined, what: `the access point ${point.id}`, uncertain };
}

/** What is replicated to another bucket is there as well. */
function copiesOf(model: TemplateModel, bucket: Resource, rest: string): DataAlias[] {
  const rules = bucket.properties.items('ReplicationConfiguration.Rules');
  if (!rules.known) return [{ resource: `*${rest}`, actions: undefined, what: `what ${bucket.id} is replicated to`, uncertain: rules.reason }];
  return rules.value.flatMap((rule): DataAlias[] => {
    const destination = isMap(rule) && isMap(rule.Destination) ? textOf(rule.Destination.Bucket) : undefined;
    if (destination === undefined) return [{ resource: `*${rest}`, actions: undefined, what: `what ${bucket.id} is replicated to`, uncertain: 'where the bucket is replicated to is known only at deployment' }];
    const name = model.resources.find(({ arn }) => arn === destination)?.id ?? model.symbols.render(destination);
    return [{ resource: destination + rest, actions: undefined, what: `${name}, to which ${bucket.id} is replicated`, uncertain: undefined }];
  });
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
const OF_INDEXES = ['dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect'];

/** An index has the items of its table, and a policy names it apart from the table. */
function indexesOf(table: Resource, rest: string): DataAlias[] {
  const stated = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].map((name) => table.properties.get(name)).filter((value) => value !== undefined);
  if (stated.length === 0 || rest !== '') return [];
  const names = stated.flatMap((value) => (value instanceof Unresolved ? [undefined] : listOf(value).map((index) => (isMap(index) ? textOf(index.IndexName) : undefined))));
  return names.map((name) => ({ resource: `${table.arn}/index/${name ?? '*'}`, actions: undefined, takes: OF_INDEXES, what: name === undefined ? `an index of ${table.id}` : `the index ${name} of ${table.id}`, uncertain: undefined }));
}

/** A stream has everybody's items, whoever owns them. */
function ofTable(table: Resource, rest: string): DataAlias[] {
  const fifth = table.arn.split(':');
  const elsewhere = table.type === 'AWS::DynamoDB::GlobalTable' ? [`${fifth.slice(0, 3).join(':')}:*:${fifth.slice(4).join(':')}`] : [];
  const mirror = table.properties.get('KinesisStreamSpecification.StreamArn');
  const copies: DataAlias[] = elsewhere.map((arn) => ({ resource: arn + rest, actions: undefined, what: `a replica of ${table.id}`, uncertain: undefined }));
  return [
    ...copies, ...indexesOf(table, rest),
    { resource: `${table.arn}/stream/*`, actions: ['dynamodb:GetRecords'], what: `the stream of ${table.id}`, uncertain: undefined },
    ...(mirror === undefined ? [] : [textOf(mirror) ?? 'arn:*:kinesis:*:*:stream/*', `${textOf(mirror) ?? 'arn:*:kinesis:*:*:stream/*'}/consumer/*`].map((arn) => ({
      resource: arn, actions: ['kinesis:GetRecords', 'kinesis:SubscribeToShard'], what: `the Kinesis stream to which ${table.id} sends its changes`,
      uncertain: textOf(mirror) === undefined ? 'which stream it is, is known only at deployment' : undefined,
    }))),
  ];
}

/**
 * A cache reads tables with a role of its own, whatever the one who asks may do to them, and knows no items of one's own.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
 */
function throughCaches(model: TemplateModel, table: Resource): DataAlias[] {
  return ofType(model, 'AWS::DAX::Cluster').map(({ id, arn }) => ({
    resource: arn, actions: ['dax:GetItem', 'dax:BatchGetItem', 'dax:Query', 'dax:Scan'], what: `the cache ${id}`, uncertain: `whether the role of ${id} reaches ${table.id} is not looked at`,
  }));
}

/** What reads at the place to which data are passed on. */
const READS: Readonly<Record<string, readonly string[]>> = {
  s3: ['s3:GetObject', 's3:GetObjectVersion'], sqs: ['sqs:ReceiveMessage'], kinesis: ['kinesis:GetRecords', 'kinesis:SubscribeToShard'],
  dynamodb: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect', 'dynamodb:GetRecords'],
  logs: ['logs:GetLogEvents', 'logs:FilterLogEvents', 'logs:StartLiveTail', 'logs:StartQuery'], es: ['es:ESHttpGet', 'es:ESHttpPost'],
  appconfig: ['appconfig:GetConfiguration', 'appconfig:GetLatestConfiguration'], bedrock: ['bedrock:Retrieve', 'bedrock:RetrieveAndGenerate', 'bedrock:AgenticRetrieveStream'],
  kendra: ['kendra:Query', 'kendra:Retrieve'], qbusiness: ['qbusiness:Chat', 'qbusiness:ChatSync', 'qbusiness:SearchRelevantContent', 'qbusiness:GetDocumentContent'],
  quicksight: ['quicksight:*EmbedUrl*'], wisdom: ['wisdom:GetContent', 'wisdom:SearchContent', 'wisdom:QueryAssistant', 'wisdom:Retrieve'],
  s3vectors: ['s3vectors:GetVectors', 's3vectors:ListVectors', 's3vectors:QueryVectors'], aoss: ['aoss:APIAccessAll', 'aoss:DashboardsAccessAll'],
};
const READS_ANY = Object.values(READS).flat();

/** Of one service, by the kind of resource. */
const READS_KIND: readonly (readonly [string, readonly string[]])[] = [['arn:*:bedrock:*:*:agent-alias/', ['bedrock:InvokeAgent']], ['arn:*:bedrock:*:*:flow/', ['bedrock:InvokeFlow', 'bedrock:StartFlowExecution']]];

/** Where only the deployment knows of which service it is, any may read it. */
const readsAt = (arn: string): readonly string[] => (holdsOpenSymbol(arn.split(':').slice(0, 3).join(':')) ? READS_ANY : READS_KIND.find(([begin]) => arn.startsWith(begin))?.[1] ?? READS[arn.split(':')[2] ?? ''] ?? []);

/** Where data of a resource arrive that something of the templates passes on, in any number of steps. */
function passedOn(model: TemplateModel, resource: string): DataAlias[] {
  const all = copyings(model);
  if (all.length === 0) return [];
  const found: DataAlias[] = [];
  const seen = new Set<Copying>();
  for (const patterns = [resource]; patterns.length > 0;) {
    const pattern = patterns.pop()!;
    for (const one of all) {
      if (seen.has(one) || !one.from.some((arn) => arn === undefined || isWithin(pattern, inPartitionOf(pattern, arn)))) continue;
      seen.add(one);
      for (const arn of one.to) {
        const actions = arn === undefined ? READS_ANY : readsAt(arn);
        const uncertain = arn === undefined ? `where ${one.by.id} passes it on to is known only at deployment` : `what of it ${one.by.id} passes on is not looked at`;
        if (actions.length > 0) found.push(...[arn ?? '*', `${arn ?? ''}/*`].map((to) => ({ resource: to, actions, what: `what ${one.by.id} passes on`, uncertain })));
        if (arn !== undefined) patterns.push(arn);
      }
    }
  }
  return found;
}

const isWithin = (pattern: string, arn: string): boolean => mayOverlap(pattern, arn) || restsBelow(pattern, arn).size > 0;

/** Nothing is passed on to another partition, which only the name of a bucket leaves open. */
const inPartitionOf = (pattern: string, arn: string): string => (pattern.startsWith('arn:') ? arn.replace(/^arn:\*:/, `arn:${pattern.split(':')[1]}:`) : arn);
