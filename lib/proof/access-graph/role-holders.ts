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

/**
 * The types of which the ARN is known, and every role that they work with stands in their properties. Another role has to be passed to
 * them, for which `iam:PassRole` is asked for. A task or job is none: on a machine of a cluster it may have the role of that too.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
 * https://docs.aws.amazon.com/iot/latest/developerguide/pass-role.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
const TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::CodeBuild::Project', ['codebuild']], ['AWS::CodePipeline::Pipeline', ['codepipeline']],
  // A command names the machine on which it runs.
  ['AWS::EC2::Instance', ['ec2', 'ssm', 'ec2-instance-connect']],
  ['AWS::Events::Rule', ['events']], ['AWS::Glue::Job', ['glue']], ['AWS::IoT::TopicRule', ['iot']], ['AWS::Pipes::Pipe', ['pipes']],
  ['AWS::SageMaker::NotebookInstance', ['sagemaker']], ['AWS::Scheduler::Schedule', ['scheduler']], ['AWS::StepFunctions::StateMachine', ['states']],
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
    const services = TYPES.get(one.type);
    const held = services && rolesIn(one, model, roles);
    return services === undefined || held === undefined ? [] : [{ id: one.id, arns: [one.arn], services, roles: held }];
  });
}

/** The roles that a resource names; undefined where one of them may be another than those of the templates. */
function rolesIn({ properties }: Resource, model: TemplateModel, roles: Roles): Role[] | undefined {
  const found = new Set<Role>();
  const names = properties.names();
  if (!names.known) return undefined;
  const isRead = (value: Value | undefined, key: string): boolean => {
    if (value instanceof Unresolved) return false;
    if (Array.isArray(value)) return value.every((item) => isRead(item, key));
    if (isMap(value)) return Object.entries(value).every(([name, item]) => isRead(item, name));
    const text = textOf(value);
    if (text === undefined || (!/role/i.test(key) && key !== 'IamInstanceProfile' && !text.includes(':role/'))) return true;
    const named = key === 'IamInstanceProfile' ? ofProfile(text, model, roles) : surely(text, roles);
    named?.forEach((role) => found.add(role));
    return named !== undefined;
  };
  return names.value.every((name) => isRead(properties.get(name), name)) && properties.get('LaunchTemplate') === undefined ? [...found] : undefined;
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
