import type { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { TypeSpecification } from '../../lib/baseline/generated/specification';

/** What the specification of CloudFormation says of these types, in a stable order. */
export function specificationOf(database: ReturnType<typeof loadAwsServiceSpecSync>, types: readonly string[]): { readonly [type: string]: TypeSpecification } {
  return Object.fromEntries([...types].sort().map((type) => {
    const { properties, primaryIdentifier = [] } = database.lookup('resource', 'cloudFormationType', 'equals', type).only();
    const replaces = Object.keys(properties).filter((name) => ['yes', 'maybe'].includes(properties[name].causesReplacement ?? 'no')).sort();
    return [type, { replaces, identifier: primaryIdentifier }];
  }));
}
