import type { Json, ResultRow, SourceRow } from '../sql/index.ts';
import type { StoredItem } from '../storage/items.ts';
import { loadCharge, queryCharge } from './charges.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { rangeGone } from './failure.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { refuseUnindexedOrder } from './order-index.ts';
import { pageSize } from './page-size.ts';
import { prepareRequest } from './prepare-request.ts';
import { planScan } from './scan-plan.ts';

const largestPage = 4 * 1024 * 1024;

/** `POST .../docs` with a query. Every query is carried out here completely, also across ranges. */
export function queryItems(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer {
  const container = requireContainer(cosmos, name);
  const query = prepareRequest(request.body);
  refuseUnindexedOrder(query.prepared.query, container.indexing);
  if (!isFirstRange(request, container)) return answerPage(container, [], { charge: queryCharge(1) });

  const resume = readContinuation(request.header('x-ms-continuation'), query);
  const { items, isOrdered, isSingleKey } = planScan(cosmos, container, request, { query, resume });
  const meter = { items: 0, charge: 0, matches: 0 };
  const onMatch = (): void => void (meter.matches += 1);
  const page = takePage(
    query.prepared.run(readRows(items(), meter), { resume, isOrdered, onMatch }),
    pageSize(request),
  );
  const last = page.rows.at(-1);
  const taken = (resume?.taken ?? 0) + page.rows.length;
  return answerPage(container, page.rows, {
    charge: queryCharge(isSingleKey ? 1 : container.ranges.length) + loaded(meter),
    continuation:
      page.hasMore && last !== undefined ? writeContinuation({ after: last.position, taken }, query) : undefined,
  });
}

/**
 * When the SDK fans a query out by its plan, the first range answers for all of them. Its merge then only concatenates,
 * because the plan that this server gives asks for nothing else. A range that was split meanwhile is answered for by its
 * heirs: told that it is gone, the SDK (4.10.1) asks for it again without end. Throws 410 for one that never was.
 */
function isFirstRange(request: CosmosRequest, { ranges }: Container): boolean {
  const id = request.header('x-ms-documentdb-partitionkeyrangeid');
  if (id === undefined) return true;
  const heirs = ranges.map(({ no, parents }) => [...parents, no].some((one) => String(one) === id));
  if (!heirs.includes(true)) throw rangeGone(id);
  return heirs[0] === true;
}

interface Meter {
  items: number;
  charge: number;
  matches: number;
}

function* readRows(items: Iterable<StoredItem>, meter: Meter): Iterable<SourceRow> {
  for (const { no, body } of items) {
    meter.items += 1;
    meter.charge += loadCharge(body.length);
    yield { no, document: JSON.parse(body) as Json };
  }
}

/** An index is assumed to serve the filter: what was scanned but did not match was not loaded. */
function loaded({ items, charge, matches }: Meter): number {
  return items === 0 ? 0 : charge * Math.min(1, matches / items);
}

function takePage(
  rows: Iterable<ResultRow>,
  size: number,
): { readonly rows: readonly ResultRow[]; readonly hasMore: boolean } {
  const page: ResultRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (page.length >= size || bytes > largestPage) return { rows: page, hasMore: true };
    page.push(row);
    bytes += JSON.stringify(row.value).length;
  }
  return { rows: page, hasMore: false };
}

function answerPage(
  { stored }: Container,
  rows: readonly ResultRow[],
  { charge, continuation }: { readonly charge: number; readonly continuation?: string | undefined },
): Answer {
  const body = JSON.stringify({ _rid: stored.rid, Documents: rows.map(({ value }) => value), _count: rows.length });
  const headers = { 'x-ms-item-count': String(rows.length) };
  return {
    status: 200,
    charge,
    body,
    headers: continuation === undefined ? headers : { ...headers, 'x-ms-continuation': continuation },
  };
}
