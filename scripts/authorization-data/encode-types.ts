import { hashOfName, TYPE_FLAGS } from '../../lib/proof/authorization-data/encoding';
import type { SourceType } from './classify';
import type { Reference } from './reference';
import { compareText } from './sources';

/** The text columns of the data file. */
export interface EncodedTypes {
  /** One line a namespace: `S3 AccessGrant AccessGrantsInstance …`. */
  readonly types: string;
  /** One line a namespace, one digit a type. */
  readonly flags: string;
  /** One line a namespace, one word a type: the place of the ARN in the formats of a service of IAM, the ARN itself, or a hyphen. */
  readonly arns: string;
  /** One line a type: the hashes of its properties. */
  readonly properties: string;
}

/** Writes types by namespace, and properties by their hashes: spelled out they would take twice the room. */
export function encodeTypes(types: readonly SourceType[], { services }: Reference): EncodedTypes {
  const formats = new Map(services.map(({ prefix, arns }) => [prefix, arns]));
  const namespaces = [...new Set(types.map(({ name }) => namespaceOf(name)))].map((namespace) => ({ namespace, members: types.filter(({ name }) => namespaceOf(name) === namespace) }));
  const ordered = namespaces.flatMap(({ members }) => members);
  const byLine = (word: (type: SourceType) => string, between: string): string => namespaces.map(({ members }) => members.map(word).join(between)).join('\n');
  return {
    types: namespaces.map(({ namespace, members }) => [namespace, ...members.map(({ name }) => nameOf(name))].join(' ')).join('\n'),
    flags: byLine(({ hasRole, refIsArn }) => String((hasRole ? TYPE_FLAGS.hasRole : 0) + (refIsArn ? TYPE_FLAGS.refIsArn : 0)), ''),
    arns: byLine(({ arn }) => (arn === undefined ? '-' : placeOf(arn, formats)), ' '),
    properties: ordered.map(({ properties }) => properties.map(hashOfName).sort(compareText).join('')).join('\n'),
  };
}

function namespaceOf(type: string): string {
  return type.slice(0, type.lastIndexOf('::')).replace(/^AWS::/, '');
}

function nameOf(type: string): string {
  return type.slice(type.lastIndexOf('::') + '::'.length);
}

/** `sqs#0`: the first ARN format of SQS. */
function placeOf(arn: string, formats: ReadonlyMap<string, readonly string[]>): string {
  const inItsName = arn.split(':')[2];
  for (const [prefix, arns] of [[inItsName, formats.get(inItsName) ?? []] as const, ...formats]) {
    const index = arns.indexOf(arn);
    if (index >= 0) return `${prefix}#${index}`;
  }
  return arn;
}
