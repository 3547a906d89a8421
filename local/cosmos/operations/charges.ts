import { countIndexed, type IndexingPolicy } from './indexing-policy.ts';

// Request units, fitted to charges that Microsoft and users published: "Estimate RU/s", "Optimize request cost", the
// measurements in jet/equinox, OrleansContrib/Orleans.CosmosDB and microsoft/vscode-cosmosdb #1473. Real charges are multiples of 1/21.

const perWrite = 4.952;

/** A point read of an item of that many bytes. */
export function readCharge(bytes: number): number {
  return 1 + 0.0909 * (kilobytes(bytes) - 1);
}

/** What an insert of this document costs. */
export function insertCharge(policy: IndexingPolicy, document: unknown, bytes: number): number {
  const indexed = countIndexed(policy, document) + 2; // id and _ts are indexed whatever the policy says
  return perWrite + 0.1905 * indexed + 0.455 * (kilobytes(bytes) - 1);
}

/** A replace removes the old version's index entries as well. */
export function replaceCharge(policy: IndexingPolicy, document: unknown, bytes: number): number {
  return perWrite + insertCharge(policy, document, bytes);
}

/** The part of a query's or a feed page's charge that one loaded item makes up. */
export function loadCharge(bytes: number): number {
  return Math.max(0.04, 0.026 * kilobytes(bytes));
}

/** A query over that many ranges, without what its items cost. */
export function queryCharge(ranges: number): number {
  return 2.8 * ranges;
}

/** A read of the change feed, without what its items cost. */
export const feedCharge = 1;

function kilobytes(bytes: number): number {
  return Math.max(1, bytes / 1024);
}

/** A delete costs what the insert of the same text cost. */
export function deleteCharge(policy: IndexingPolicy, body: string): number {
  return insertCharge(policy, JSON.parse(body), Buffer.byteLength(body));
}
