import { readFeed } from '../storage/feed.ts';
import { lastLsn } from '../storage/ranges.ts';
import { keyText } from '../keys/partition-key.ts';
import { feedCharge, loadCharge } from './charges.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { badRequest, rangeGone } from './failure.ts';
import { locateKey, sentKey } from './item-key.ts';
import { seconds, type Answer, type Cosmos, type CosmosRequest } from './operation.ts';
import { pageSize } from './page-size.ts';
import { itemHeaders } from './session.ts';
import { withLsn } from './stored-document.ts';

/** What a reader of the change feed reads: one range, or one key in it. */
interface Scope {
  readonly range: number;
  readonly key: string | undefined;
}

/** Whether a `GET .../docs` reads the change feed. */
export function isFeedRead(request: CosmosRequest): boolean {
  return request.header('a-im') !== undefined;
}

/**
 * `GET .../docs` with `A-IM: Incremental feed`: the newest versions of the items that changed, in the order of their
 * changes. Answers 304 when there are none; both answers carry the position to go on from as their etag.
 */
export function changeFeed(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer {
  if (request.header('a-im')?.toLowerCase() !== 'incremental feed')
    throw badRequest('Only the latest-version mode of the change feed is supported by the local Cosmos yet.');
  const container = requireContainer(cosmos, name);
  const scope = requestedScope(request, container);
  const last = lastLsn(cosmos.storage, container.no, scope.range);
  const after = startingPoint(request, last);
  const page = readFeed(cosmos.storage, {
    container: container.no,
    ...scope,
    after,
    since: after === 0 ? startingTime(request) : 0,
    limit: pageSize(request),
    now: seconds(cosmos),
  });
  const end = page.at(-1)?.lsn ?? Math.max(after, last);
  const headers = {
    ...itemHeaders(container, scope.range, last),
    etag: `"${end}"`,
    'x-ms-item-count': String(page.length),
  };
  if (page.length === 0) return { status: 304, charge: feedCharge, headers };
  const body = `{"_rid":"${container.stored.rid}","Documents":[${page.map(withLsn).join(',')}],"_count":${page.length}}`;
  const charge = page.reduce((sum, item) => sum + loadCharge(item.body.length), feedCharge);
  return { status: 200, charge, body, headers };
}

function requestedScope(request: CosmosRequest, container: Container): Scope {
  if (request.header('x-ms-start-epk') !== undefined)
    throw badRequest('Reading the change feed of a part of a range is not supported by the local Cosmos yet.');
  const key = sentKey(request, container);
  if (key !== undefined) return { range: locateKey(key, container).range.no, key: keyText(key) };
  const id = request.header('x-ms-documentdb-partitionkeyrangeid');
  // Without any scope there is one range to read, or the reader must say which.
  const range =
    id === undefined && container.ranges.length === 1
      ? container.ranges[0]
      : container.ranges.find(({ no }) => String(no) === id);
  if (range === undefined) throw rangeGone(id ?? '(none)');
  return { range: range.no, key: undefined };
}

/** The last transaction that the reader knows: `*` means all there are now. A position wins over a starting time. */
function startingPoint(request: CosmosRequest, last: number): number {
  const token = request.header('if-none-match');
  if (token === undefined) return 0;
  if (token === '*') return last;
  const position = /^"?(\d+)"?$/.exec(token)?.[1];
  if (position === undefined) throw badRequest(`Invalid change feed continuation ${token}.`);
  return Number(position);
}

function startingTime(request: CosmosRequest): number {
  const since = request.header('if-modified-since');
  if (since === undefined || request.header('if-none-match') !== undefined) return 0;
  const milliseconds = Date.parse(since);
  if (Number.isNaN(milliseconds)) throw badRequest(`The header If-Modified-Since ${since} is not a date.`);
  return Math.floor(milliseconds / 1000);
}
