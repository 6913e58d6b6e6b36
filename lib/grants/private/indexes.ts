import type { ITableRef, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnGlobalTable, CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Stack } from 'aws-cdk-lib/core';
import { CognitoPoolsError, shown } from '../../private/errors';
import { isKnown, requireLiteral } from '../../private/tokens';
import { requireList, requireObject } from '../../private/types';
import { correction } from '../../text/nearest';

/** The table, where it is one. */
export function requireTable(table: ITableRef): void {
  requireObject('the table', table, 'tableRef', 'a table of DynamoDB, or what refers to one');
}

/** Refuses an index by which items would be told apart by something else than the partition key of the table. */
export function checkIndexes(table: ITableRef, indexes: string[]): void {
  requireList("'indexes'", indexes, table);
  requireTextKey(table);
  for (const index of indexes) {
    requireLiteral('the name of an index', index, table);
    if (!isKnown(index)) continue;
    if (!/^[A-Za-z0-9_.-]{3,255}$/.test(index)) {
      throw new CognitoPoolsError({ code: 'index-name', received: `index ${shown(index)}`, fix: "name it in 3 to 255 letters, digits, '_', '.' and '-'" }, table);
    }
    refuseUnknown(table, index);
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

/** Keys of another type are compared with no owner: identity ids and session tags are text. */
function requireTextKey(table: ITableRef): void {
  const { attributeDefinitions = [], keySchema = [] } = rendered(table) ?? {};
  const key = keySchema.find(({ keyType }) => keyType === 'HASH')?.attributeName;
  const type = attributeDefinitions.find(({ attributeName }) => attributeName === key)?.attributeType;
  if (type === undefined || type === 'S') return;
  throw new CognitoPoolsError({
    code: 'partition-key-type',
    received: `the partition key '${key}' of the table is of the type ${type}`,
    fix: 'use a table whose partition key is of the type S: owners are text, and nobody would own an item',
  }, table);
}

function refuseUnknown(table: ITableRef, index: string): void {
  const schema = rendered(table);
  const names = [...schema?.globalSecondaryIndexes ?? [], ...schema?.localSecondaryIndexes ?? []].map(({ indexName }) => indexName);
  if (schema === undefined || names.includes(index)) return;
  throw new CognitoPoolsError({
    code: 'unknown-index',
    received: `index ${shown(index)} is not among those of the table (${names.join(', ') || 'none'})`,
    fix: correction(index, names.flatMap((name) => (name === undefined ? [] : [name])), 'add the index to the table first'),
  }, table);
}

/** The keys and indexes of a table. */
interface TableSchema {
  readonly attributeDefinitions?: readonly { readonly attributeName: string; readonly attributeType: string }[];
  readonly keySchema?: readonly { readonly attributeName: string; readonly keyType: string }[];
  readonly globalSecondaryIndexes?: readonly { readonly indexName: string }[];
  readonly localSecondaryIndexes?: readonly { readonly indexName: string }[];
}

/** What the template will say of a table as it is now; undefined for an imported one. */
function rendered(table: ITableRef): TableSchema | undefined {
  const resource = table.node.defaultChild ?? table;
  if (!(resource instanceof CfnTable) && !(resource instanceof CfnGlobalTable)) return undefined;
  const { attributeDefinitions, keySchema, globalSecondaryIndexes, localSecondaryIndexes } = resource;
  return Stack.of(resource).resolve({ attributeDefinitions, keySchema, globalSecondaryIndexes, localSecondaryIndexes }) as TableSchema;
}

/** Undefined where the schema is not known here: an imported table, an L1. */
function partitionKey(table: ITableRef, index?: string): string | undefined {
  const known = table as Partial<Pick<Table, 'schemaV2'>>;
  return known.schemaV2?.(index).partitionKeys.map(({ name }) => name).join(' and ');
}
