import type { Json, ResultRow, Resume, SourceRow } from '../sql/index.ts';
import type { StoredItem } from '../storage/items.ts';
import { loadCharge, queryCharge } from './charges.ts';
import { askedPart, type AskedPart } from './client-merge.ts';
import { computedProperties } from './computed-properties.ts';
import { readContinuation, writeContinuation, type HashRange } from './continuation.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { refuseUnindexedOrder } from './order-index.ts';
import { inSlices } from './in-slices.ts';
import { pageSize } from './page-size.ts';
import { refusePlanarGeometry } from './planar-geometry.ts';
import { buildIndexes } from './path-lookup.ts';
import { prepareRequest, type QueryRequest } from './prepare-request.ts';
import { metricHeaders } from './query-metrics.ts';
import { emptyPage, takePage, type Page, type PageEnd } from './query-page.ts';
import { refuseUnmerged } from './refuse-unmerged.ts';
import { keyOf, planScan } from './scan-plan.ts';

/** `POST .../docs` with a query. It is carried out here completely, unless it names a range or the client has to merge. */
export function queryItems(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer | Promise<Answer> {
  const container = requireContainer(cosmos, name);
  const query = prepareRequest(request.body, computedProperties(container.definition));
  refusePlanarGeometry(container.definition, query);
  refuseUnindexedOrder(query.prepared.query, container.indexing);
  const key = keyOf(container, request, query);
  refuseUnmerged(request, query, key);
  const building = buildIndexes({ cosmos, container, query }, key);
  return building === undefined
    ? answerPage(cosmos, container, request, query)
    : building.then(() => answerPage(cosmos, container, request, query));
}

function answerPage(
  cosmos: Cosmos,
  container: Container,
  request: CosmosRequest,
  query: QueryRequest,
): Answer | Promise<Answer> {
  const begun = performance.now();
  const part = askedPart(request, container, query);
  const resume = readContinuation(request.header('x-ms-continuation'), query);
  const { items, isOrdered, isSingleKey } = planScan(cosmos, container, request, { query, resume, part });
  const meter = { items: 0, bytes: 0, charge: 0, matches: 0 };
  const onMatch = (): void => void (meter.matches += 1);
  const size = pageSize(request);
  const isOfOneRange = part === 'all' && (isSingleKey || container.ranges.length === 1);
  const asked = { container, request, query, part, resume, isSingleKey };
  const answer = (rows: Iterable<ResultRow>): Answer => {
    const page = part === 'nothing' ? emptyPage : takePage(rows, size, pageEnd(query, isOfOneRange));
    return pageAnswer(asked, page, { ...meter, milliseconds: performance.now() - begun });
  };
  const { sort, run } = query.prepared;
  const source = part === 'nothing' ? [] : readRows(items(), meter);
  if (sort === undefined || isOrdered) return answer(run(source, { resume, isOrdered, onMatch }));
  return inSlices(sort(source, size + 1, { resume, onMatch })).then(answer); // one more tells whether more follow
}

interface AskedPage {
  readonly container: Container;
  readonly request: CosmosRequest;
  readonly query: QueryRequest;
  readonly part: AskedPart;
  readonly resume: Resume | undefined;
  readonly isSingleKey: boolean;
}

function pageAnswer(asked: AskedPage, page: Page, meter: Meter & { readonly milliseconds: number }): Answer {
  const { container, request, query, part, resume, isSingleKey } = asked;
  const taken = (resume?.taken ?? 0) + page.texts.length;
  const isWhole = part === 'all' && !isSingleKey;
  return {
    status: 200,
    charge: queryCharge(isWhole ? container.ranges.length : 1) + loaded(meter),
    body: `{"_rid":${JSON.stringify(container.stored.rid)},"Documents":[${page.texts.join(',')}],"_count":${page.texts.length}}`,
    headers: {
      'x-ms-item-count': String(page.texts.length),
      ...(page.hasMore && page.last !== undefined
        ? { 'x-ms-continuation': writeContinuation({ after: page.last, taken }, query, hashRange(container, part)) }
        : {}),
      ...metricHeaders(request, page, meter, { query, indexing: container.indexing }),
    },
  };
}

/**
 * As the service does, a scan of one range stops at a full page and does not look whether anything follows: the last page
 * may be empty. Over several ranges the service would end a page with each range; here they are read as one.
 */
function pageEnd({ prepared: { isStreamed, query } }: QueryRequest, isOfOneRange: boolean): PageEnd {
  const isScan = isStreamed && query.top === undefined && query.limit === undefined;
  return isScan && isOfOneRange ? 'assume-more' : 'look-ahead';
}

function hashRange({ ranges }: Container, part: AskedPart): HashRange {
  const asked = ranges.filter(({ no }) => typeof part === 'string' || part.ranges.includes(no));
  return { min: asked[0]?.min ?? '', max: asked.at(-1)?.max ?? 'FF' };
}

interface Meter {
  items: number;
  bytes: number;
  charge: number;
  matches: number;
}

function* readRows(items: Iterable<StoredItem>, meter: Meter): Iterable<SourceRow> {
  for (const { no, body } of items) {
    meter.items += 1;
    meter.bytes += body.length;
    meter.charge += loadCharge(body.length);
    yield { no, document: JSON.parse(body) as Json };
  }
}

/** An index is assumed to serve the filter: what was scanned but did not match was not loaded. */
function loaded({ items, charge, matches }: Meter): number {
  return items === 0 ? 0 : charge * Math.min(1, matches / items);
}
