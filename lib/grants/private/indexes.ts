import type { ITableRef, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CognitoPoolsError, shown } from '../../private/errors';
import { isKnown, requireLiteral } from '../../private/tokens';

/** Refuses an index by which items would be told apart by something else than the partition key of the table. */
export function checkIndexes(table: ITableRef, indexes: string[]): void {
  for (const index of indexes) {
    requireLiteral('the name of an index', index, table);
    if (isKnown(index) && !/^[A-Za-z0-9_.-]{3,255}$/.test(index)) {
      throw new CognitoPoolsError({ code: 'index-name', received: `index ${shown(index)}`, fix: "name it in 3 to 255 letters, digits, '_', '.' and '-'" }, table);
    }
    const [ofTable, ofIndex] = [partitionKey(table), partitionKey(table, index)];
    if (ofTable !== undefined && ofIndex !== undefined && ofTable !== ofIndex) {
      throw new CognitoPoolsError({
        code: 'index-of-another-key',
        received: `index '${index}' has the partition key '${ofIndex}', the table has '${ofTable}'`,
        fix: 'query by an index with the partition key of the table, such as a local one: in this index an item of one owner can carry the key of another',
      }, table);
    }
  }
}

/** Undefined where the schema is not known here: an imported table, an L1. */
function partitionKey(table: ITableRef, index?: string): string | undefined {
  const known = table as Partial<Pick<Table, 'schemaV2'>>;
  return known.schemaV2?.(index).partitionKeys.map(({ name }) => name).join(' and ');
}
