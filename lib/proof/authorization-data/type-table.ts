import { arnFormats } from './action-table';
import { HASH_LENGTH, hashOfName, TYPE_FLAGS } from './encoding';
import { TYPES, TYPE_ARNS, TYPE_FLAG_DIGITS, TYPE_PROPERTIES } from './generated/cloudformation-types';

/** What the data file holds of a CloudFormation type. */
export interface TableType {
  readonly hasRole: boolean;
  readonly refIsArn: boolean;
  /** Its place among the lines of properties. */
  readonly line: number;
  /** `sqs#0`, an ARN, or a hyphen for none. */
  readonly arn: string;
}

let table: ReadonlyMap<string, TableType> | undefined;
let hashes: readonly string[] | undefined;

/**
 * @returns all types by name
 */
export function readTypes(): ReadonlyMap<string, TableType> {
  if (table === undefined) {
    const types = new Map<string, TableType>();
    const flags = TYPE_FLAG_DIGITS.split('\n');
    const arns = TYPE_ARNS.split('\n');
    TYPES.split('\n').forEach((line, index) => {
      const [namespace, ...names] = line.split(' ');
      const ofTypes = arns[index].split(' ');
      names.forEach((name, place) => {
        const sum = Number(flags[index][place]);
        const whole = namespace.includes('::') ? namespace : `AWS::${namespace}`;
        types.set(`${whole}::${name}`, { hasRole: (sum & TYPE_FLAGS.hasRole) !== 0, refIsArn: (sum & TYPE_FLAGS.refIsArn) !== 0, line: types.size, arn: ofTypes[place] });
      });
    });
    table = types;
  }
  return table;
}

/**
 * @param type a type of the table, with its name
 * @returns the ARN of a resource of the type, with a star for each variable part
 */
export function arnOf({ arn }: TableType): string | undefined {
  if (arn === '-') return undefined;
  const [prefix, index] = arn.split('#');
  return index === undefined ? arn : arnFormats(prefix)[Number(index)];
}

/**
 * @param type a type of the table
 * @param property the name of a property
 * @returns whether the type has it
 */
export function hasProperty({ line }: TableType, property: string): boolean {
  const asked = answers.get(line) ?? new Map<string, boolean>();
  let answer = asked.get(property);
  if (answer === undefined) {
    answers.set(line, asked);
    asked.set(property, answer = isAmong(line, hashOfName(property)));
  }
  return answer;
}

/** What was asked before, by the line of the type: templates have many resources of few types. */
const answers = new Map<number, Map<string, boolean>>();

function isAmong(line: number, hash: string): boolean {
  hashes ??= TYPE_PROPERTIES.split('\n');
  for (let at = 0; at < hashes[line].length; at += HASH_LENGTH) if (hashes[line].startsWith(hash, at)) return true;
  return false;
}
