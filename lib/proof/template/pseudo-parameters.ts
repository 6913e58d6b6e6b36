import { shapeBut } from '../symbols/shape';
import { partitionOf } from './partition';
import type { RawTemplate } from './raw-template';
import type { ReadingContext } from './reading-context';

const ORDINARY_PARTITION = 'stacks without a stated Region are deployed to the partition aws';

/**
 * The pseudo parameters of a stack: what is stated of its deployment, what a reading takes for granted, or symbols.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
 */
export class PseudoParameters {
  private readonly known = new Map<string, string>();

  /**
   * @param template the template
   * @param path the path of the stack
   * @param isNested whether the stack is a nested one, whose name CloudFormation makes up
   * @param reading what all stacks share
   */
  public constructor(private readonly template: RawTemplate, private readonly path: string, private readonly isNested: boolean, private readonly reading: ReadingContext<unknown>) {}

  /**
   * @param name the name of a pseudo parameter
   * @returns its text, with symbols
   */
  public value(name: string): string {
    let value = this.known.get(name);
    if (value === undefined) this.known.set(name, value = this.read(name));
    return value;
  }

  private read(name: string): string {
    switch (name) {
      case 'AWS::Region': return this.template.region ?? this.chosen(name, name, 'region');
      case 'AWS::AccountId': return this.template.account ?? this.chosen(name, name, 'account');
      case 'AWS::Partition': return this.partition();
      case 'AWS::URLSuffix': return this.partition() === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::StackName': return (this.isNested ? undefined : this.template.stackName) ?? this.chosen(`${this.path}#${name}`, name, 'stack-name');
      case 'AWS::StackId': {
        const [partition, region, account, stackName] = ['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::StackName'].map((part) => this.value(part));
        return `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${this.chosen(`${this.path}#${name}`, name, 'uuid')}`;
      }
      default: return this.chosen(`${this.path}#${name}`, name, 'open');
    }
  }

  private chosen(key: string, name: string, shape: string): string {
    const { symbols, choices } = this.reading;
    const symbol = symbols.symbolFor(key, name, shape, `${name} is known only at deployment`);
    const others = shape === 'open' ? [] : choices.excludedFrom(symbol);
    return choices.valueOf(symbol) ?? (others.length === 0 ? symbol : symbols.symbolFor(`${key} but ${others.join(' ')}`, name, shapeBut(shape, others)));
  }

  /**
   * Whether the stack may be deployed to a Region, by the partition that it lies in. That other Regions are named is a reason to look
   * at their partitions only where something asks for it.
   *
   * @param region the name of a Region
   * @returns whether it may; undefined where this reading may not decide
   */
  public mayBeIn(region: string): boolean | undefined {
    const partition = partitionOf(region);
    if (partition === this.settledPartition()) return true;
    const others = this.others();
    if (!others.includes(partition)) return partition === this.value('AWS::Partition');
    const made = this.reading.choices.among('AWS::Partition', 'AWS::Partition', ['aws', ...others], true);
    return made === 'unknown' ? undefined : made.value === partition;
  }

  /** Where no template names another partition, that of most accounts is assumed; else each that is named is a case. */
  private partition(): string {
    const settled = this.settledPartition();
    if (settled !== undefined) return settled;
    const { choices, assumptions, partitions } = this.reading;
    const made = partitions().byName.size === 0 ? 'unknown' : choices.among('AWS::Partition', 'AWS::Partition', ['aws', ...this.others()], true);
    if (made !== 'unknown' && made.value !== undefined) return made.value;
    assumptions.add(ORDINARY_PARTITION);
    return 'aws';
  }

  /** The partition as far as it is stated, or chosen in this reading. */
  private settledPartition(): string | undefined {
    const { symbols, choices } = this.reading;
    const region = this.template.region ?? choices.valueOf(symbols.symbolFor('AWS::Region', 'AWS::Region', 'region'));
    return region === undefined ? choices.valueOf('AWS::Partition') : partitionOf(region);
  }

  /** The same in every reading, so that a choice is made among all. */
  private others(): string[] {
    const { byName, byRegion } = this.reading.partitions();
    return [...new Set([...byName, ...byRegion])].sort();
  }
}
