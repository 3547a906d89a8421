import { keyText } from '../keys/partition-key.ts';
import { effectiveKeyOf } from '../keys/remembered-key.ts';
import type { Container } from './container.ts';
import { rangeGone } from './failure.ts';
import { locateKey, sentKey } from './item-key.ts';
import type { CosmosRequest } from './operation.ts';

/** What a reader of the change feed reads: one range, a part of it, or one key in it. */
export interface FeedScope {
  readonly range: number;
  readonly key?: string;
  /** Whether a key (its canonical text) is in the part of the range; without it, all are. */
  readonly accepts?: (key: string) => boolean;
}

/** Reads what a request to the change feed asks for. Throws 400, and 410 when the range is gone. */
export function requestedScope(request: CosmosRequest, container: Container): FeedScope {
  const key = sentKey(request, container);
  if (key !== undefined) return { range: locateKey(key, container).range.no, key: keyText(key) };
  const range = requestedRange(request, container);
  const start = request.header('x-ms-start-epk');
  const end = request.header('x-ms-end-epk');
  if (start === undefined && end === undefined) return { range };
  return { range, accepts: within(start ?? '', end ?? 'FF', container) };
}

/** Without any scope there is one range to read, or the reader must say which. */
function requestedRange(request: CosmosRequest, { ranges }: Container): number {
  const id = request.header('x-ms-documentdb-partitionkeyrangeid');
  const [only, ...others] = ranges;
  const range = id === undefined && others.length === 0 ? only : ranges.find(({ no }) => String(no) === id);
  if (range === undefined) throw rangeGone(id ?? '(none)');
  return range.no;
}

/** A prefix of a hierarchical key is the effective keys from its hash up to its hash followed by `FF`. */
function within(start: string, end: string, { hashing }: Container): (key: string) => boolean {
  return (key) => {
    const epk = effectiveKeyOf(key, hashing);
    return start <= epk && epk < end;
  };
}
