import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { isMap, textOf, Unresolved, type Value } from '../template/value';
import type { Role, Roles } from './roles';

/** Something of the templates that works with a role of its own: whoever decides what it runs works with that role. */
export interface RoleHolder {
  readonly id: string;
  /** Patterns of the ARNs under which requests name it. */
  readonly arns: readonly string[];
  /** The services whose actions decide what it runs. */
  readonly services: readonly string[];
  readonly roles: readonly Role[];
}

/** What says how something is called, when it runs, how long or on what: no role, so that nobody needs to know it. */
const WITHOUT_ROLES: ReadonlySet<string> = new Set([
  'Name', 'StateMachineName', 'Description', 'Tags', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'StartDate', 'EndDate', 'State', 'DesiredState', 'EventBusName', 'EventPattern', 'TimeoutInMinutes', 'QueuedTimeoutInMinutes',
  'Timeout', 'MaxRetries', 'MaxCapacity', 'NumberOfWorkers', 'WorkerType', 'GlueVersion', 'InstanceType', 'ImageId', 'KeyName', 'SubnetId', 'SecurityGroupIds', 'AvailabilityZone', 'VolumeSizeInGB',
]);

/** A type of what works with a role. */
interface HoldingType {
  /** The services whose actions decide what it runs. */
  readonly services: readonly string[];
  /** Where its properties name roles, as the reference of CloudFormation has them: `[]` for each item of a list, `*` for any property. */
  readonly paths: readonly string[];
}

/**
 * The types of which the ARN is known, and every role that they work with stands in their properties. Another role has to be passed to
 * them, for which `iam:PassRole` is asked for, or taken by the role that they have. A task or job is none: on a machine of a cluster
 * it may have the role of that too.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
 * https://docs.aws.amazon.com/iot/latest/developerguide/pass-role.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
const TYPES: ReadonlyMap<string, HoldingType> = new Map([
  ['AWS::CodeBuild::Project', { services: ['codebuild'], paths: ['ServiceRole', 'ResourceAccessRole', 'BuildBatchConfig.ServiceRole'] }],
  ['AWS::CodePipeline::Pipeline', { services: ['codepipeline'], paths: ['RoleArn', 'Stages[].*[].RoleArn', 'Stages[].*[].Configuration.*', 'Stages[].*'] }],
  // A command names the machine on which it runs.
  ['AWS::EC2::Instance', { services: ['ec2', 'ssm', 'ec2-instance-connect'], paths: ['IamInstanceProfile', 'LaunchTemplate'] }],
  ['AWS::Events::Rule', { services: ['events'], paths: ['RoleArn', 'Targets[].RoleArn'] }],
  ['AWS::Glue::Job', { services: ['glue'], paths: ['Role'] }],
  // The functions of its SQL take roles too: https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html
  ['AWS::IoT::TopicRule', { services: ['iot'], paths: ['TopicRulePayload'] }],
  ['AWS::Pipes::Pipe', { services: ['pipes'], paths: ['RoleArn'] }],
  ['AWS::SageMaker::NotebookInstance', { services: ['sagemaker'], paths: ['RoleArn'] }],
  ['AWS::Scheduler::Schedule', { services: ['scheduler'], paths: ['Target.RoleArn'] }],
  ['AWS::StepFunctions::StateMachine', { services: ['states'], paths: ['RoleArn'] }],
]);

/**
 * @param model what the templates create
 * @param roles the roles
 * @returns what works with roles of the templates alone, functions aside
 */
export function roleHolders(model: TemplateModel, roles: Roles): readonly RoleHolder[] {
  let found = known.get(roles);
  if (found === undefined) known.set(roles, found = search(model, roles));
  return found;
}

const known = new WeakMap<Roles, readonly RoleHolder[]>();

function search(model: TemplateModel, roles: Roles): RoleHolder[] {
  return model.resources.flatMap((one): RoleHolder[] => {
    const type = TYPES.get(one.type);
    const held = type && rolesIn(one, type, model, roles);
    return type === undefined || held === undefined ? [] : [{ id: one.id, arns: [one.arn], services: type.services, roles: held }];
  });
}

/** The roles that a resource names; undefined where one of them may be another than those of the templates. */
function rolesIn({ properties }: Resource, { paths }: HoldingType, model: TemplateModel, roles: Roles): Role[] | undefined {
  const found = new Set<Role>();
  const names = properties.names();
  if (!names.known) return undefined;
  const isRead = (value: Value | undefined, key: string, path: string): boolean => {
    // What is not known of an environment or of a schedule names no role.
    if (value instanceof Unresolved) return !/role/i.test(key) && !paths.some((one) => isOnTheWay(path, one));
    if (Array.isArray(value)) return value.every((item) => isRead(item, key, `${path}[]`));
    if (isMap(value)) return Object.entries(value).every(([name, item]) => isRead(item, name, `${path}.${name}`));
    const text = textOf(value);
    if (text === undefined || (!/role/i.test(key) && key !== 'IamInstanceProfile' && !text.includes(':role/'))) return true;
    const named = key === 'IamInstanceProfile' ? ofProfile(text, model, roles) : surely(text, roles);
    named?.forEach((role) => found.add(role));
    return named !== undefined;
  };
  return names.value.every((name) => WITHOUT_ROLES.has(name) || isRead(properties.get(name), name, name)) && properties.get('LaunchTemplate') === undefined ? [...found] : undefined;
}

/** Whether a path leads to where a role may stand, or stays within it. */
function isOnTheWay(path: string, toRole: string): boolean {
  const [own, other] = [path, toRole].map((one) => one.replaceAll('[]', '.[]').split('.'));
  return own.every((part, i) => i >= other.length || other[i] === '*' || other[i] === part);
}

/** The role of the templates that a text surely names, by its ARN or, as some services take it, by its name. */
function surely(text: string, roles: Roles): Role[] | undefined {
  const byName = text.startsWith('arn:') ? undefined : roles.all().find(({ resource }) => resource !== undefined && resource.ref === text);
  if (byName !== undefined) return [byName];
  const named = roles.find(text);
  return named.length > 0 && named.every(({ role: { resource }, uncertain }) => resource !== undefined && uncertain === undefined) ? named.map(({ role }) => role) : undefined;
}

function ofProfile(name: string, model: TemplateModel, roles: Roles): Role[] | undefined {
  const profile = ofType(model, 'AWS::IAM::InstanceProfile').find(({ ref }) => ref === name);
  const items = profile?.properties.items('Roles');
  if (items === undefined || !items.known) return undefined;
  const held = items.value.map((item) => roles.all().find(({ resource }) => resource !== undefined && resource.ref === textOf(item)));
  return held.every((role) => role !== undefined) ? held : undefined;
}
