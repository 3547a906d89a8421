import type { Container } from '@azure/cosmos';
import { commitDocument } from './commit-document.ts';
import { fill } from './fill.ts';

const pages = 20;
const inOrder = 'SELECT * FROM c ORDER BY c.category, c.streamId';
// Without this header the client merges, and asks every range for a page of its own.
const wholePage = { maxItemCount: 100, initialHeaders: { 'x-ms-documentdb-query-enablecrosspartition': false } };

/** What pages of an order that no index holds take, and what the writes take that come meanwhile, in milliseconds. */
export interface LongPages {
  readonly page: number;
  readonly slowestWrite: number;
}

/** Reads the first page of 10,000 documents again and again, and writes all the while; the writes go to another container. */
export async function readLongPages(sorted: Container, written: Container): Promise<LongPages> {
  await fill(sorted, 'sorted', 10_000);
  const reading = { isOver: false };
  let slowestWrite = 0;
  const write = async (): Promise<void> => {
    for (let n = 0; !reading.isOver; n += 1) {
      const begun = performance.now();
      await written.items.create(commitDocument('meanwhile', n));
      slowestWrite = Math.max(slowestWrite, performance.now() - begun);
    }
  };
  const read = async (): Promise<number> => {
    const begun = performance.now();
    for (let n = 0; n < pages; n += 1) await sorted.items.query(inOrder, wholePage).fetchNext();
    reading.isOver = true;
    return (performance.now() - begun) / pages;
  };
  const [page] = await Promise.all([read(), write()]);
  return { page, slowestWrite };
}

/** The container's definition: its documents may be sorted by two paths, which the server looks at one by one. */
export const sortedContainer = {
  id: 'sorted',
  partitionKey: { paths: ['/streamId'], version: 2 },
  indexingPolicy: {
    compositeIndexes: [
      [
        { path: '/category', order: 'ascending' as const },
        { path: '/streamId', order: 'ascending' as const },
      ],
    ],
  },
};
