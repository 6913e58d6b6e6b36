import type { AccessGraph } from '../access-graph/access-graph';
import { OF_ITEMS } from '../authorization-data/same-data';
import { matchesWildcard } from '../authorization-data/wildcard';
import { isOfResource } from '../iam/data/condition-keys';
import { compareTexts } from '../iam/match';
import type { UnknownValue } from '../iam/request';
import type { Binding } from '../solver';
import { tagsIn } from '../template/tags';

/** A request that a question is about. */
interface Asked {
  readonly action: string;
  readonly resource: string;
}

const THERE: UnknownValue = { mayBeMissing: false };
const PERHAPS: UnknownValue = { mayBeMissing: true };

/**
 * What every request to Amazon S3 has, whoever makes it. What else it may have are parameters and headers, which may be left out.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html, https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
const OF_S3: ReadonlySet<string> = new Set(['s3:authtype', 's3:resourceaccount', 's3:signatureage', 's3:signatureversion', 's3:tlsversion', 's3:x-amz-content-sha256']);

/**
 * Keys of which it is known what requests have them: those of these actions always, or perhaps, and no others.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const OF_ACTIONS: readonly { readonly key: RegExp; readonly actions: RegExp; readonly state: UnknownValue }[] = [
  // A request for an item always carries its key. Scans, and statements of PartiQL that name none, do not.
  { key: /^dynamodb:leadingkeys$/, actions: new RegExp(`^(${OF_ITEMS.join('|')})$`, 'i'), state: THERE },
  { key: /^dynamodb:(select|attributes)$/, actions: /^dynamodb:((batch)?(get|put|update|delete|write)item|query|scan|partiql\w*)$/, state: PERHAPS },
  { key: /^dynamodb:fulltablescan$/, actions: /^dynamodb:partiqlselect$/, state: PERHAPS },
  { key: /^sns:protocol$/, actions: /^sns:subscribe$/, state: THERE },
  { key: /^sns:endpoint$/, actions: /^sns:subscribe$/, state: PERHAPS },
  { key: /^cloudwatch:namespace$/, actions: /^cloudwatch:putmetricdata$/, state: THERE },
  { key: /^ses:(fromaddress|recipients)$/, actions: /^ses:send/, state: THERE },
  { key: /^ses:(fromdisplayname|feedbackaddress)$/, actions: /^ses:send/, state: PERHAPS },
  { key: /^events:(source|detail-type)$/, actions: /^events:putevents$/, state: THERE },
  { key: /^geo:deviceids$/, actions: /^geo:.*device/, state: THERE },
  { key: /^geo:geofenceids$/, actions: /^geo:.*geofence/, state: THERE },
  { key: /^iam:passedtoservice$/, actions: /^iam:passrole$/, state: THERE },
  { key: /^iam:policyarn$/, actions: /^iam:(attach|detach)/, state: THERE },
  { key: /^sts:rolesessionname$/, actions: /^sts:assumerole/, state: THERE },
  { key: /^kms:encryptionalgorithm$/, actions: /^kms:(encrypt|decrypt|reencrypt\w*)$/, state: THERE },
  { key: /^s3:versionid$/, actions: /^s3:\w*version\w*$/, state: THERE },
  { key: /^s3:requestobjecttag(keys$|\/)/, actions: /^s3:put\w*tagging$/, state: PERHAPS },
  { key: /^s3:existingobjecttag\//, actions: /^s3:\w*object\w*$/, state: PERHAPS },
];

/**
 * What AWS adds to requests with credentials that its services hand out to what they run: people have theirs from elsewhere.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#cross-condition-keys
 */
const OF_WHAT_RUNS = /^(ec2:(roledelivery|sourceinstancearn)|ssm:sourceinstancearn|lambda:sourcefunctionarn|glue:(roleassumedby|credentialissuingservice)|codebuild:\w+)$/;

/** Parameters that whoever asks may leave out: what a question does not state is not there. */
const LEFT_OUT = /^(s3:|kms:(encryptioncontext(:|keys$)|requestalias$|viaservice$|recipientattestation:|grantisforawsresource$|grantconstrainttype$|bypasspolicylockoutsafetycheck$)|dynamodb:(enclosingoperation|returnvalues|returnconsumedcapacity)$|lambda:(invokedviafunctionurl|eventsourcetoken)$|sts:(externalid|sourceidentity|transitivetagkeys)$)/;

/**
 * What a request has under a key of a service, or of its resource, that the question does not state.
 *
 * @param graph who reaches what
 * @param key the key, in lower case
 * @param asked the request
 * @param binding what is known of the key, whatever the request
 * @returns the value, that it is not known, or nothing where the request has no such key
 */
export function notGiven(graph: AccessGraph, key: string, asked: Asked, binding: Binding | undefined): string | UnknownValue | undefined {
  const action = asked.action.toLowerCase();
  const [, tag] = /^[a-z0-9-]+:resourcetag\/(.*)$/s.exec(key) ?? [];
  if (tag !== undefined) return tagOf(graph, tag, asked);
  if (OF_WHAT_RUNS.test(key)) return undefined;
  if (OF_S3.has(key)) return action.startsWith('s3:') ? THERE : undefined;
  if (binding?.kind === 'of-actions' && binding.actions.some((pattern) => matchesWildcard(pattern, action)) === binding.but) return undefined;
  const known = OF_ACTIONS.filter((one) => one.key.test(key));
  if (known.length > 0) return known.find(({ actions }) => actions.test(action))?.state;
  return LEFT_OUT.test(key) && !isOfResource(key) ? undefined : PERHAPS;
}

/**
 * Services whose actions look at the tags of the resources that templates tag.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const LOOK_AT_TAGS: ReadonlySet<string> = new Set(['cognito-identity', 'cognito-idp', 'dynamodb', 'ecr', 'firehose', 'iam', 'kinesis', 'kms', 'lambda', 'logs', 'secretsmanager', 'sns', 'sqs', 'states', 'sts']);

/** The tag of the resource that is asked for. Keys of tags are compared whatever the case of their letters. */
function tagOf({ model }: AccessGraph, key: string, { action, resource }: Asked): string | UnknownValue | undefined {
  const found = model.resources.find(({ arn }) => compareTexts(arn, resource) === 'yes');
  const own = found && tagsIn(found.properties.get('Tags'));
  if (found?.stackTags === undefined || own === undefined || !LOOK_AT_TAGS.has(action.slice(0, action.indexOf(':')).toLowerCase())) return PERHAPS;
  const named = (tags: ReadonlyMap<string, string>): string[] => [...tags].filter(([name]) => name.toLowerCase() === key).map(([, value]) => value);
  const values = named(own).length > 0 ? named(own) : named(found.stackTags);
  return values.length > 1 ? PERHAPS : values[0];
}
