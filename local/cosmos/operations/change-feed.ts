import { readFeed } from '../storage/feed.ts';
import { lastLsn } from '../storage/ranges.ts';
import { readChanges, refuseForgotten, renderChange } from './all-versions-feed.ts';
import { feedCharge, loadCharge } from './charges.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { badRequest } from './failure.ts';
import { startingPoint, startingTime } from './feed-position.ts';
import { requestedScope, type FeedScope } from './feed-scope.ts';
import { seconds, type Answer, type Cosmos, type CosmosRequest } from './operation.ts';
import { pageSize } from './page-size.ts';
import { itemHeaders } from './session.ts';
import { withLsn } from './stored-document.ts';

/** Whether a `GET .../docs` reads the change feed. */
export function isFeedRead(request: CosmosRequest): boolean {
  return request.header('a-im') !== undefined;
}

/** A reader of the feed: what it reads, and where it stands. */
interface Reader {
  readonly cosmos: Cosmos;
  readonly container: Container;
  readonly request: CosmosRequest;
  readonly scope: FeedScope;
  /** The last transaction that it has seen. */
  readonly after: number;
}

/** What a page holds: documents as JSON texts, and the transaction that it ends with (`undefined` when it is empty). */
interface Page {
  readonly documents: readonly string[];
  readonly end: number | undefined;
}

/**
 * `GET .../docs` with `A-IM`: with `Incremental Feed` the newest versions of the items that changed, with `Full-Fidelity
 * Feed` all versions and deletes, both in the order of the changes. Answers 304 when there are none; every answer carries
 * the position to go on from as its etag.
 */
export function changeFeed(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer {
  const readPage = pageReader(request);
  const container = requireContainer(cosmos, name);
  const scope = requestedScope(request, container);
  const last = lastLsn(cosmos.storage, container.no, scope.range);
  const after = startingPoint(request, last);
  const { documents, end } = readPage({ cosmos, container, request, scope, after });
  const headers = {
    ...itemHeaders(container, scope.range, last),
    etag: `"${end ?? Math.max(after, last)}"`,
    'x-ms-item-count': String(documents.length),
  };
  if (documents.length === 0) return { status: 304, charge: feedCharge, headers };
  const body = `{"_rid":"${container.stored.rid}","Documents":[${documents.join(',')}],"_count":${documents.length}}`;
  const charge = documents.reduce((sum, text) => sum + loadCharge(text.length), feedCharge);
  return { status: 200, charge, body, headers };
}

function pageReader(request: CosmosRequest): (reader: Reader) => Page {
  const mode = request.header('a-im')?.toLowerCase();
  if (mode === 'incremental feed') return latestVersions;
  if (mode === 'full-fidelity feed') return allVersions;
  throw badRequest(`The header A-IM must be 'Incremental Feed' or 'Full-Fidelity Feed'.`);
}

function latestVersions({ cosmos, container, request, scope, after }: Reader): Page {
  const items = readFeed(cosmos.storage, {
    container: container.no,
    ...scope,
    after,
    since: startingTime(request),
    limit: pageSize(request),
    now: seconds(cosmos),
  });
  return { documents: items.map(withLsn), end: items.at(-1)?.lsn };
}

function allVersions({ cosmos: { storage }, container, request, scope, after }: Reader): Page {
  refuseForgotten(storage, container, { range: scope.range, after, request });
  const changes = readChanges(storage, container, { scope, after, limit: pageSize(request) });
  return { documents: changes.map(renderChange), end: changes.at(-1)?.lsn };
}
