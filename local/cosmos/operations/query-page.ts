import type { Position, ResultRow } from '../sql/index.ts';

const largestPage = 4 * 1024 * 1024;

/** The rows that one answer carries, as JSON text, and where the last of them stands. */
export interface Page {
  readonly texts: readonly string[];
  readonly bytes: number;
  readonly last: Position | undefined;
  readonly hasMore: boolean;
}

/** How a full page finds out whether it is the last one. */
export type PageEnd = 'look-ahead' | 'assume-more';

/** Takes rows until there are `size` of them, or 4 MB; a single row may be larger than that. */
export function takePage(rows: Iterable<ResultRow>, size: number, end: PageEnd): Page {
  const texts: string[] = [];
  let bytes = 0;
  let last: Position | undefined;
  for (const { value, position } of rows) {
    if (texts.length >= size) return { texts, bytes, last, hasMore: true };
    const text = JSON.stringify(value);
    const length = Buffer.byteLength(text);
    if (texts.length > 0 && bytes + length > largestPage) return { texts, bytes, last, hasMore: true };
    texts.push(text);
    bytes += length;
    last = position;
    if (end === 'assume-more' && texts.length >= size) return { texts, bytes, last, hasMore: true };
  }
  return { texts, bytes, last, hasMore: false };
}

export const emptyPage: Page = { texts: [], bytes: 0, last: undefined, hasMore: false };
