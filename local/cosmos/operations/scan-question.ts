import type { Restriction, Resume } from '../sql/index.ts';
import type { StoredItem } from '../storage/items.ts';
import type { Scan } from '../storage/scan.ts';
import type { AskedPart } from './client-merge.ts';
import type { Container } from './container.ts';
import type { Cosmos } from './operation.ts';
import type { QueryRequest } from './prepare-request.ts';

/** How a query goes over the items of its container. */
export interface ScanPlan {
  readonly items: () => Iterable<StoredItem>;
  /** The items come in the order that the query asks for. */
  readonly isOrdered: boolean;
  readonly isSingleKey: boolean;
}

/** What is known about a query and its container before the first item is read. */
export interface Question {
  readonly cosmos: Cosmos;
  readonly container: Container;
  readonly query: QueryRequest;
  readonly restrictions: readonly Restriction[];
  readonly resume: Resume | undefined;
  readonly part: AskedPart;
}

/** A streamed query goes on at the item where the last page ended; every other one has to see all items again. */
export function streamed({ query, resume }: Question, scan: Scan): Scan {
  return query.prepared.isStreamed && resume !== undefined ? { ...scan, after: resume.after.no - 1 } : scan;
}

/** Whether two paths within an item are the same. */
export function isSamePath(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
