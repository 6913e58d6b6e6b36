import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
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
    const schema = rendered(table);
    const [ofTable, ofIndex] = [partitionKey(schema), partitionKey(indexesOf(schema).find(({ indexName }) => indexName === index))];
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
  const names = indexesOf(schema).map(({ indexName }) => indexName);
  // One whose name is known at deploy time only may be the one that is meant.
  if (schema === undefined || names.some((name) => name === index || typeof name !== 'string')) return;
  throw new CognitoPoolsError({
    code: 'unknown-index',
    received: `index ${shown(index)} is not among those of the table (${names.join(', ') || 'none'})`,
    fix: correction(index, names, 'add the index to the table first'),
  }, table);
}

type Keys = readonly { readonly attributeName: string; readonly keyType: string }[];

interface IndexSchema {
  readonly indexName: string;
  readonly keySchema?: Keys;
}

/** The keys and indexes of a table. */
interface TableSchema {
  readonly attributeDefinitions?: readonly { readonly attributeName: string; readonly attributeType: string }[];
  readonly keySchema?: Keys;
  readonly globalSecondaryIndexes?: readonly IndexSchema[];
  readonly localSecondaryIndexes?: readonly IndexSchema[];
}

/** What the template will say of a table as it is now; undefined for an imported one. */
function rendered(table: ITableRef): TableSchema | undefined {
  const resource = table.node.defaultChild ?? table;
  if (!(resource instanceof CfnTable) && !(resource instanceof CfnGlobalTable)) return undefined;
  const { attributeDefinitions, keySchema, globalSecondaryIndexes, localSecondaryIndexes } = resource;
  return Stack.of(resource).resolve({ attributeDefinitions, keySchema, globalSecondaryIndexes, localSecondaryIndexes }) as TableSchema;
}

function indexesOf(schema: TableSchema | undefined): IndexSchema[] {
  return [...schema?.globalSecondaryIndexes ?? [], ...schema?.localSecondaryIndexes ?? []];
}

/** The attributes that make the partition key, of which an index may have several; undefined where the one is not known here: of an imported table, or by a token. */
function partitionKey(schema: { readonly keySchema?: Keys } | undefined): string | undefined {
  const names = (schema?.keySchema ?? []).filter(({ keyType }) => keyType === 'HASH').map(({ attributeName }) => attributeName);
  if (names.length < 2 && typeof names[0] !== 'string') return undefined;
  return names.map((name) => (typeof name === 'string' ? name : 'one that only the deployment knows')).join(' and ');
}
