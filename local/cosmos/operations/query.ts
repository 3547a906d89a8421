import { keyText } from '../keys/partition-key.ts';
import { scanItems, type Scan } from '../storage/scan.ts';
import { restrictions, type Json, type ResultRow, type SourceRow } from '../sql/index.ts';
import { loadCharge, queryCharge } from './charges.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { sentKey } from './item-key.ts';
import { seconds, type Answer, type Cosmos, type CosmosRequest } from './operation.ts';
import { refuseUnindexedOrder } from './order-index.ts';
import { pageSize } from './page-size.ts';
import { prepareRequest, type QueryRequest } from './prepare-request.ts';

const largestPage = 4 * 1024 * 1024;

/** `POST .../docs` with a query. Every query is carried out here completely, also across ranges. */
export function queryItems(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer {
  const container = requireContainer(cosmos, name);
  const query = prepareRequest(request.body);
  refuseUnindexedOrder(query.prepared.query, container.indexing);
  if (!isFirstRange(request, container)) return answerPage(container, [], { charge: queryCharge(1) });

  const { prepared } = query;
  const resume = readContinuation(request.header('x-ms-continuation'), query);
  const scan = planScan(cosmos, container, request, query);
  const meter = { items: 0, charge: 0, matches: 0 };
  // A streamed query goes on at the item where the last page ended; every other one has to see all items again.
  const after = prepared.isStreamed && resume !== undefined ? resume.after.no - 1 : undefined;
  const rows = prepared.run(
    readRows(scanItems(cosmos.storage, { ...scan, after }), meter),
    resume,
    () => (meter.matches += 1),
  );
  const page = takePage(rows, pageSize(request));
  const taken = (resume?.taken ?? 0) + page.rows.length;
  const last = page.rows.at(-1);
  const continuation =
    page.hasMore && last !== undefined ? writeContinuation({ after: last.position, taken }, query) : undefined;
  const touched = scan.key === undefined ? container.ranges.length : 1;
  return answerPage(container, page.rows, { charge: queryCharge(touched) + loaded(meter), continuation });
}

/**
 * When the SDK fans a query out by its plan, the first range answers for all of them. Its merge then only concatenates,
 * because the plan that this server gives asks for nothing else.
 */
function isFirstRange(request: CosmosRequest, { ranges }: Container): boolean {
  const range = request.header('x-ms-documentdb-partitionkeyrangeid');
  return range === undefined || range === String(ranges[0]?.no);
}

/** The fewest items that can hold the whole result: those of a key, or of an id. */
function planScan(
  cosmos: Cosmos,
  container: Container,
  request: CosmosRequest,
  { prepared, parameters }: QueryRequest,
): Scan {
  const equal = restrictions(prepared.query, parameters).filter(({ operator }) => operator === '=');
  const valueAt = (path: readonly string[]): unknown =>
    equal.find((one) => one.path.join('\0') === path.join('\0'))?.value;
  const base = { container: container.no, now: seconds(cosmos) };
  const id = valueAt(['id']);
  const byId = typeof id === 'string' ? { id } : {};
  const sent = sentKey(request, container);
  if (sent !== undefined) {
    const isWhole = sent.length === container.keyPaths.length;
    return isWhole ? { ...base, ...byId, key: keyText(sent) } : { ...base, ...byId, keyPrefix: keyText(sent) };
  }
  const asked = container.keyPaths.map(valueAt);
  const isKey = asked.every(
    (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  );
  return isKey ? { ...base, ...byId, key: keyText(asked) } : { ...base, ...byId };
}

interface Meter {
  items: number;
  charge: number;
  matches: number;
}

function* readRows(items: ReturnType<typeof scanItems>, meter: Meter): Iterable<SourceRow> {
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
