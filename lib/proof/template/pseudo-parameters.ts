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

  /** Where no template names another partition, that of most accounts is assumed; else each that is named is a case. */
  private partition(): string {
    const { region } = this.template;
    if (region !== undefined) return partitionOf(region);
    const { symbols, choices, assumptions, partitions } = this.reading;
    const chosenRegion = choices.valueOf(symbols.symbolFor('AWS::Region', 'AWS::Region', 'region'));
    if (chosenRegion !== undefined) return partitionOf(chosenRegion);
    const others = partitions();
    const made = others.length === 0 ? 'unknown' : choices.among('AWS::Partition', 'AWS::Partition', ['aws', ...others], true);
    if (made !== 'unknown' && made.value !== undefined) return made.value;
    assumptions.add(ORDINARY_PARTITION);
    return 'aws';
  }
}
