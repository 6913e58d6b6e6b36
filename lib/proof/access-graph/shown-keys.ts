import { actionsMatching, type ActionFacts } from '../authorization-data/actions';
import { serviceOfType } from '../authorization-data/service-of-type';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, textOf, type Value } from '../template/value';

/** An access key of the templates, and the actions that may show its secret where the templates put it. */
export interface ShownKey {
  /** The logical id of the key. */
  readonly id: string;
  /** Actions that name what they show, and the ARN of what holds the secret. */
  readonly named: { readonly actions: readonly ActionFacts[]; readonly arn: string } | undefined;
  /** All others. */
  readonly others: readonly ActionFacts[];
}

/** What shows resources of any service, outputs of stacks or requests: the events of a stack have the properties of its resources. */
const OF_ANY_SERVICE = ['cloudformation:*', 'config:*', 'tag:*', 'cloudtrail:*'];

/** Types whose values a few actions show: by the name of what they show, or by others. */
const BY_TYPE: Readonly<Record<string, { readonly named: readonly string[]; readonly others: readonly string[] }>> = {
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
  'AWS::SSM::Parameter': { named: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'], others: ['ssm:GetParametersByPath'] },
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html (BatchGetSecretValue needs both)
  'AWS::SecretsManager::Secret': { named: ['secretsmanager:GetSecretValue'], others: [] },
  'AWS::Lambda::Function': { named: ['lambda:GetFunction', 'lambda:GetFunctionConfiguration'], others: ['lambda:ListFunctions', 'lambda:ListVersionsByFunction'] },
};

/**
 * @param model what the templates create
 * @returns the access keys of the templates that stand somewhere in them, one for each place
 */
export function shownKeys(model: TemplateModel): ShownKey[] {
  return ofType(model, 'AWS::IAM::AccessKey').flatMap((key): ShownKey[] => {
    const secret = key.attribute('SecretAccessKey');
    const holders = model.resources.filter((one) => one !== key && mayName(one, key) && mayHold(model, one, secret));
    return [{ id: key.id, named: undefined, others: OF_ANY_SERVICE.flatMap(reading) }, ...holders.map((holder): ShownKey => {
      const { named, others } = BY_TYPE[holder.type] ?? { named: [], others: [`${serviceOfType(holder.type)}:*`] };
      return { id: key.id, named: named.length === 0 ? undefined : { actions: named.flatMap(reading), arn: nameOf(holder) }, others: others.flatMap(reading) };
    })];
  });
}

/** The ARN of a parameter has its name with one slash before it, whether the name begins with one or not. */
function nameOf({ type, arn, ref, regionText, account }: Resource): string {
  return type === 'AWS::SSM::Parameter' ? `arn:*:ssm:${regionText}:${account}:parameter/${ref.replace(/^\//, '')}` : arn;
}

const reading = (pattern: string): ActionFacts[] => actionsMatching(pattern).filter(({ level, edge }) => level === 'read' || level === 'list' || edge === 'secret');

/** By what a property gets a value from another template, or from none. */
const FROM_ELSEWHERE = /Fn::ImportValue|Fn::Transform|resolve:|Outputs\./;

/** What names neither the key nor anything from elsewhere is not looked into: that would tell apart conditions that have nothing to do with it. */
function mayName(one: Resource, { id, stack }: Resource): boolean {
  return one.spells(FROM_ELSEWHERE) || one.spells(one.stack === stack ? new RegExp(`\\b${id}\\b`) : /"Ref":"(?!AWS::)|\$\{/);
}

/** Whether the secret may stand in a property: of what is encoded, and of what is not known, nobody can tell. */
function mayHold({ symbols }: TemplateModel, { properties }: Resource, secret: string | undefined): boolean {
  const within = (value: Value | undefined): boolean => {
    if (value instanceof Unresolved) return true;
    if (Array.isArray(value)) return value.some(within);
    if (isMap(value)) return Object.values(value).some(within);
    const text = textOf(value);
    return text !== undefined && (secret === undefined || text.includes(secret) || symbols.openReasons(text).some((reason) => reason.startsWith('the text encoded at ')));
  };
  const names = properties.names();
  return !names.known || names.value.some((name) => within(properties.get(name)));
}
