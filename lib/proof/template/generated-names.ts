import { ANY_ID, generatedNamesAfter, generatedNamesIn } from '../symbols/shape';
import type { SymbolTable } from '../symbols/symbol-table';
import { shapeOf } from './attributes';
import { once } from './once';
import type { PseudoParameters } from './pseudo-parameters';

/** What the names of resources are made of in one stack. */
export interface NamedIn {
  /** The path of the stack. */
  readonly path: string;
  /** The name of the stack; undefined where it is not known, or CloudFormation makes it up. */
  readonly stackName: string | undefined;
  readonly symbols: SymbolTable;
  readonly pseudoParameters: PseudoParameters;
  /** The logical ids of all resources. */
  readonly ids: () => readonly string[];
  /** The type of a resource. */
  readonly typeOf: (id: string) => string;
  /** A property of a resource as text; undefined where it is left out. */
  readonly textOf: (id: string, property: string, where: string) => string | undefined;
}

/** The names, ids and ARNs of the resources of one stack: those that the template gives, and symbols for those that AWS makes. */
export class GeneratedNames {
  private readonly known = new Map<string, string>();
  /** What names may begin with besides the name of the stack: of many logical ids any is, so that the machine stays small. */
  private readonly firstIds = once(() => {
    const ids = this.stack.ids().filter((one) => BY_THEIR_ID.has(this.stack.typeOf(one))).sort();
    return ids.length > MANY_IDS ? [ANY_ID] : ['CFN', ...ids];
  });

  public constructor(private readonly stack: NamedIn) {}

  /**
   * @param id the logical id of a resource
   * @param shape how AWS puts the text together, from `attributes.ts`
   * @param where the place that refers to it, for messages
   * @param label what it is called, such as `Photos.Arn`
   * @returns the text, with symbols
   */
  public shaped(id: string, shape: string, where: string, label: string): string {
    const known = this.known.get(label);
    if (known !== undefined) return known;
    const { pseudoParameters, symbols, path } = this.stack;
    const text = shape.replace(/\{(\w+:)?(\w+)(?:=([^}]*))?\}/g, (_all, form: string | undefined, part: string, fallback: string | undefined) => {
      switch (part) {
        case 'p': return pseudoParameters.value('AWS::Partition');
        case 'r': return pseudoParameters.value('AWS::Region');
        case 'a': return pseudoParameters.value('AWS::AccountId');
        case 'name': return this.physicalName(id);
        case 'roleId': return symbols.symbolFor(`${path}#${id}.RoleId`, this.labelFor(`${id}.RoleId`), 'role-id');
        case 'suffix': return symbols.symbolFor(`${path}#${id}.suffix`, this.labelFor(`${id}.suffix`), 'secret-suffix');
        default: {
          const value = this.stack.textOf(id, part, where) ?? fallback ?? '';
          return form === 'host:' ? value.replace(/^https?:\/\//, '') : form === 'function:' ? this.functionArn(value) : value;
        }
      }
    });
    symbols.alias(text, this.labelFor(label));
    this.known.set(label, text);
    return text;
  }

  /**
   * @param name a logical id, perhaps with an attribute
   * @returns what to call it among all stacks
   */
  public labelFor(name: string): string {
    return this.stack.symbols.labelFor(name, this.stack.path);
  }

  /** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html: a function is named by its name, its ARN, or account and name. */
  private functionArn(name: string): string {
    if (name.startsWith('arn:')) return name;
    const { pseudoParameters } = this.stack;
    const [account, own] = /^([^:]*):function:(.*)$/s.exec(name)?.slice(1) ?? [pseudoParameters.value('AWS::AccountId'), name];
    return `arn:${pseudoParameters.value('AWS::Partition')}:lambda:${pseudoParameters.value('AWS::Region')}:${account}:function:${own}`;
  }

  private physicalName(id: string): string {
    const shape = shapeOf(this.stack.typeOf(id));
    const value = shape?.name === undefined ? undefined : this.stack.textOf(id, shape.name, `Resources.${id}.Properties`);
    if (value !== undefined) return value;
    return this.stack.symbols.symbolFor(`${this.stack.path}#${id}`, this.labelFor(id), shape?.id ?? this.generated(id));
  }

  /** The shape of a name that CloudFormation makes up. */
  private generated(id: string): string {
    const { stackName, typeOf } = this.stack;
    const type = typeOf(id);
    // Names of stacks begin with a letter, logical ids perhaps with a digit.
    if (stackName === undefined) return BY_THEIR_ID.has(type) && /^\d/.test(id) ? generatedNamesIn([ANY_ID]) : 'generated-name';
    const longest = AFTER_THE_STACK.get(type);
    if (longest !== undefined && `${stackName}-${id}`.length + LONGEST_END <= longest) return generatedNamesAfter(type === 'AWS::S3::Bucket' ? stackName.toLowerCase() : stackName);
    return generatedNamesIn([stackName, ...(BY_THEIR_ID.has(type) ? this.firstIds() : [])]);
  }
}

/**
 * Types of which the reference shows names that begin with the name of the stack as it is (of buckets in lower case), with how long these
 * may be: longer ones are cut off in it.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html (Return values), aws-resource-sns-topic.html,
 * aws-resource-sqs-queue.html, aws-resource-kinesis-stream.html, aws-resource-dynamodb-table.html (StreamArn), https://docs.aws.amazon.com/cdk/v2/guide/cli.html (outputs, of a function)
 */
const AFTER_THE_STACK: ReadonlyMap<string, number> = new Map([['AWS::S3::Bucket', 63], ['AWS::SNS::Topic', 256], ['AWS::SQS::Queue', 80], ['AWS::Kinesis::Stream', 128], ['AWS::Lambda::Function', 64], ['AWS::DynamoDB::Table', 255]]);

/** So many logical ids are told apart. */
const MANY_IDS = 16;

/** A hyphen and 13 letters, and `.fifo`. */
const LONGEST_END = 19;

/**
 * Types whose names may begin with their logical id, or with what stands for CloudFormation.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/cfn-example_secret.html
 */
const BY_THEIR_ID: ReadonlySet<string> = new Set(['AWS::SecretsManager::Secret', 'AWS::StepFunctions::StateMachine', 'AWS::SSM::Parameter']);

