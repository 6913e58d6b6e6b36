import type { Policy, Statement } from '../iam/policy';
import { compareTexts } from '../iam/match';
import { accessIdentitiesIn } from '../iam/principals';
import { parsePolicy } from '../iam/policy-reader';
import type { Subject } from '../solver';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, listOf, textOf, type Value, type ValueMap } from '../template/value';

/** People whom a service serves without asking who they are. */
export interface PublicDoor {
  readonly subject: Subject;
  /** Why it is not certain that the service serves them; empty where it is. */
  readonly uncertainties: readonly string[];
}

/** The services under whose names policies let a distribution read its origin. */
const CLOUDFRONT = 'cloudfront.amazonaws.com';

/**
 * A distribution reads the bucket behind it for whoever asks, unless its behaviours ask for signed requests. Of distributions that
 * are not in the templates nothing is known: whoever lets the service in without naming one of the templates lets others in too.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 *
 * @param model what the templates create
 * @param policies the resource policies that let somebody in
 * @returns the people
 */
export function publicDoors(model: TemplateModel, policies: readonly Policy[]): PublicDoor[] {
  const letsIn = policies.filter(({ statements }) => statements.some(({ effect, principals }) => effect === 'Allow' && [...principals?.byKind ?? []].some(([kind, names]) =>
    names.some((name) => (kind === 'Service' && compareTexts(name, CLOUDFRONT) !== 'no') || (kind === 'CanonicalUser') || name.includes(':iam::cloudfront:user/')))));
  if (letsIn.length === 0) return [];
  const distributions = ofType(model, 'AWS::CloudFront::Distribution');
  return [...distributions.flatMap((distribution) => doorsOf(distribution, model, policies)), unseen(distributions, policies)];
}

function doorsOf(distribution: Resource, model: TemplateModel, policies: readonly Policy[]): PublicDoor[] {
  const config = distribution.properties.get('DistributionConfig');
  if (!isMap(config)) return [door(distribution, ['*'], ['s3:GetObject'], policies, [config instanceof Unresolved ? config.reason : 'what the distribution serves is known only at deployment'])];
  const origins = listOf(config.Origins);
  const behaviours = [config.DefaultCacheBehavior, ...listOf(config.CacheBehaviors)].filter((one) => one !== undefined);
  return behaviours.flatMap((behaviour): PublicDoor[] => {
    if (!isMap(behaviour)) return [door(distribution, ['*'], ['s3:GetObject'], policies, ['a behaviour of the distribution is known only at deployment'])];
    if (asksForSignature(behaviour)) return [];
    const target = textOf(behaviour.TargetOriginId);
    const served = origins.filter((origin) => !isMap(origin) || target === undefined || textOf(origin.Id) === undefined || compareTexts(textOf(origin.Id)!, target) !== 'no');
    return served.flatMap((origin) => {
      const { resources, uncertain } = objectsOf(origin, textOf(behaviour.PathPattern) ?? '*', model);
      const identities = identitiesOf(origin, distribution);
      const unknown = identities === undefined ? ['the origin access identity of the distribution is known only at deployment'] : [];
      return resources.length === 0 ? [] : [door(distribution, resources, actionsOf(behaviour), policies, [...uncertain, ...unknown, ...whatElseAsks(behaviour, config)], identities ?? allIdentities(policies))];
    });
  });
}

/**
 * The names under which a bucket may let in the distribution as what reads the origin; undefined where they are known only at deployment.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#private-content-restricting-access-to-s3-oai
 */
function identitiesOf(origin: Value, { arn }: Resource): readonly string[] | undefined {
  const config = isMap(origin) ? origin.S3OriginConfig : origin;
  if (config === undefined) return [];
  const identity = isMap(config) ? config.OriginAccessIdentity ?? '' : config;
  const text = textOf(identity);
  if (text === undefined) return undefined;
  const id = text.slice(text.lastIndexOf('/') + 1);
  return text === '' ? [] : [`arn:${arn.split(':')[1]}:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`, `origin-access-identity/${id}`];
}

const allIdentities = (policies: readonly Policy[]): string[] => policies.flatMap(({ statements }) => statements.flatMap(({ effect, principals }) => (effect === 'Allow' ? accessIdentitiesIn(principals) : [])));

/** Trusted key groups or signers make a behaviour refuse whoever has no signature. */
function asksForSignature(behaviour: ValueMap): boolean {
  return ['TrustedKeyGroups', 'TrustedSigners'].some((name) => {
    const value = behaviour[name];
    return Array.isArray(value) && value.length > 0 && value.every((one) => textOf(one) !== undefined);
  });
}

/** What may turn people down and cannot be read from a template. */
function whatElseAsks(behaviour: ValueMap, config: ValueMap): string[] {
  const functions = listOf(behaviour.FunctionAssociations).length + listOf(behaviour.LambdaFunctionAssociations).length;
  const open = ['TrustedKeyGroups', 'TrustedSigners', 'FunctionAssociations', 'LambdaFunctionAssociations'].find((name) => behaviour[name] instanceof Unresolved);
  return [
    ...(open === undefined ? [] : [`${open} of the distribution is known only at deployment`]),
    ...(functions > 0 ? ['functions of the distribution decide which requests it answers'] : []),
    ...(config.WebACLId === undefined ? [] : ['the web ACL of the distribution may turn users down']),
    ...(config.Enabled === undefined || config.Enabled === true || config.Enabled === 'true' ? [] : ['the distribution is not enabled']),
  ];
}

function actionsOf(behaviour: ValueMap): string[] {
  const methods = listOf(behaviour.AllowedMethods).map(textOf);
  return ['s3:GetObject', ...(methods.includes('PUT') || methods.includes(undefined) ? ['s3:PutObject'] : []), ...(methods.includes('DELETE') || methods.includes(undefined) ? ['s3:DeleteObject'] : [])];
}

/** The objects that an origin serves: those of its bucket, below its path. */
function objectsOf(origin: Value, pattern: string, model: TemplateModel): { resources: string[]; uncertain: string[] } {
  if (!isMap(origin)) return { resources: ['*'], uncertain: ['an origin of the distribution is known only at deployment'] };
  const path = origin.OriginPath === undefined ? '' : withoutParameters(textOf(origin.OriginPath));
  const below = `${(path ?? '*').replace(/^\//, '')}${pattern.startsWith('/') || pattern === '*' ? '' : '/'}${pattern === '*' ? '/*' : pattern}`.replace(/^\//, '');
  const domain = withoutParameters(textOf(origin.DomainName));
  if (domain === undefined) return { resources: ['*'], uncertain: ['the origin of the distribution is known only at deployment'] };
  const buckets = ofType(model, 'AWS::S3::Bucket').map((bucket) => ({ bucket, same: isDomainOf(domain, bucket) })).filter(({ same }) => same !== 'no');
  return { resources: buckets.map(({ bucket }) => `${bucket.arn}/${below}`), uncertain: buckets.some(({ same }) => same === 'maybe') ? ['which bucket is the origin of the distribution is known only at deployment'] : [] };
}

/**
 * Each tenant of a distribution gives its parameters values of its own, of which any number may be added at run time.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/tenant-customization.html
 */
const withoutParameters = (text: string | undefined): string | undefined => text?.replace(/\{\{[^}]*\}\}/g, '*');

/** Names of hosts are the same in any letter case. */
function isDomainOf(given: string, bucket: Resource): 'yes' | 'no' | 'maybe' {
  const domain = given.toLowerCase();
  const names = ['DomainName', 'RegionalDomainName', 'DualStackDomainName'].map((name) => bucket.attribute(name));
  if (domain.includes('*')) return 'maybe';
  if (names.includes(domain) || domain.startsWith(`${bucket.ref}.s3`)) return 'yes';
  return names.some((name) => name !== undefined && compareTexts(name, domain) !== 'no') ? 'maybe' : 'no';
}

function door(distribution: Resource, resources: readonly string[], actions: readonly string[], policies: readonly Policy[], uncertainties: readonly string[], identities: readonly string[] = allIdentities(policies)): PublicDoor {
  const limit = parsePolicy({ Version: '2008-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] }, { resource: distribution.id, path: '', kind: 'session' });
  return {
    uncertainties,
    subject: {
      title: `anyone on the internet, through the distribution ${distribution.id}`,
      principal: { kind: 'service', services: [CLOUDFRONT, ...identities], account: distribution.account },
      keys: {},
      ambient: {
        'aws:SourceArn': { kind: 'value', value: distribution.arn }, 'aws:SourceAccount': { kind: 'value', value: distribution.account }, 'aws:SecureTransport': { kind: 'value', value: 'true' },
        'aws:PrincipalIsAWSService': { kind: 'value', value: 'true' }, 'aws:PrincipalServiceName': { kind: 'value', value: CLOUDFRONT }, 'cognito-identity*': { kind: 'missing' }, 'aws:PrincipalTag/*': { kind: 'missing' },
      },
      policies: [...policies, limit],
    },
  };
}

/** Whether all that a distribution serves stands in its behaviours and origins. */
function isPlain({ properties }: Resource): boolean {
  const config = properties.get('DistributionConfig');
  if (!isMap(config) || config.OriginGroups !== undefined || config.ContinuousDeploymentPolicyId !== undefined || !Array.isArray(config.Origins)) return false;
  if (config.CacheBehaviors !== undefined && !Array.isArray(config.CacheBehaviors)) return false;
  // What a parameter of a tenant stands for is not in the templates.
  if (config.Origins.some((origin) => isMap(origin) && textOf(origin.DomainName)?.includes('{{') === true)) return false;
  const ids = config.Origins.map((origin) => (isMap(origin) ? textOf(origin.Id) : undefined));
  return [config.DefaultCacheBehavior, ...listOf(config.CacheBehaviors)].every((behaviour) => isMap(behaviour) && behaviour.FunctionAssociations === undefined && behaviour.LambdaFunctionAssociations === undefined
    && ids.includes(textOf(behaviour.TargetOriginId) ?? '') && !ids.includes(undefined));
}

/** A distribution of somebody: whom it serves is not in the templates. */
function unseen(distributions: readonly Resource[], policies: readonly Policy[]): PublicDoor {
  return {
    uncertainties: ['whom a distribution that is not in the templates serves is not known'],
    subject: {
      title: 'anyone on the internet, through a distribution outside of the templates',
      principal: { kind: 'service', services: [CLOUDFRONT, ...allIdentities(policies)] },
      keys: {},
      ambient: {
        'aws:SourceArn': { kind: 'free', domain: { kind: 'not', values: distributions.map(({ arn }) => arn) } }, 'aws:PrincipalIsAWSService': { kind: 'value', value: 'true' },
        'cognito-identity*': { kind: 'missing' }, 'aws:PrincipalTag/*': { kind: 'missing' },
      },
      policies: policies.map((policy) => ({ ...policy, statements: policy.statements.filter((statement) => statement.effect === 'Deny' || statement.unknown !== undefined || !isSeenThroughDoors(statement, distributions)) })),
    },
  };
}

/**
 * Whether a statement lets in distributions of the templates alone, word for word, and nothing but what their doors show: objects of
 * buckets, by origins that behaviours name. What functions do to a request, and groups of origins, are not followed.
 */
function isSeenThroughDoors({ principals, conditions, variables, actions, notAction, notResource }: Statement, distributions: readonly Resource[]): boolean {
  const plain = distributions.filter(isPlain);
  const arns = new Set(plain.map(({ arn }) => arn));
  if (notAction || notResource || !actions.every(({ text }) => text === 's3:getobject')) return false;
  const identities = accessIdentitiesIn(principals);
  const used = new Set(plain.flatMap((one) => listOf(one.properties.get('DistributionConfig.Origins')).flatMap((origin) => identitiesOf(origin, one) ?? [])));
  if (identities.length > 0 && identities.length === [...principals?.byKind.values() ?? []].flat().length && identities.every((name) => used.has(name))) return true;
  return conditions.some(({ operator, key, values }) => /^(?:String|Arn)(?:Equals|Like)$/.test(operator) && key.toLowerCase() === 'aws:sourcearn'
    && values.every((value) => arns.has(value) && !/[*?]/.test(value) && !(variables && value.includes('${'))));
}
