import { keyText } from '../keys/partition-key.ts';
import { isRanked, restrictions, type Restriction } from '../sql/index.ts';
import { itemsByNumber, scanItems, type Scan } from '../storage/scan.ts';
import { scanInChunks } from '../storage/scan-in-chunks.ts';
import type { Container } from './container.ts';
import { sentKey } from './item-key.ts';
import { seconds, type Cosmos, type CosmosRequest } from './operation.ts';
import { itemsInOrder } from './order-lookup.ts';
import { lookupItems } from './path-lookup.ts';
import type { QueryRequest } from './prepare-request.ts';
import { isSamePath, streamed, type Question, type ScanPlan } from './scan-question.ts';
import { orderedByTerm, restrictedByTerm } from './term-scan.ts';

/** Plans to read the fewest items that can hold the rest of a query's result: one key, one id, or a range of a term. */
export function planScan(
  cosmos: Cosmos,
  container: Container,
  request: CosmosRequest,
  asked: Pick<Question, 'query' | 'resume' | 'part'>,
): ScanPlan {
  const { query } = asked;
  const question = {
    cosmos,
    container,
    ...asked,
    restrictions: knownOf(query),
  };
  const scan = keyScan(question, request);
  const { key } = scan;
  const byTerm = key && (orderedByTerm(question, { ...scan, key }) ?? restrictedByTerm(question, { ...scan, key }));
  if (byTerm) return byTerm;
  return lookedUp(question, scan) ?? wholeInOrder(question, scan) ?? everyItem(question, scan);
}

/** Reads the items that an index over a path names. */
function lookedUp(question: Question, scan: Scan): ScanPlan | undefined {
  if (scan.id !== undefined && scan.key !== undefined) return undefined;
  const numbers = lookupItems(question, scan.key);
  const rest = streamed(question, scan);
  return numbers && planned(scan, () => itemsByNumber(question.cosmos.storage, rest, numbers));
}

/** Reads a large container in the order that the query asks for, as far as its page goes. */
function wholeInOrder(question: Question, scan: Scan): ScanPlan | undefined {
  if (scan.key !== undefined || scan.keyPrefix !== undefined || scan.id !== undefined) return undefined;
  const items = itemsInOrder(question, scan, question.resume);
  return items && { ...planned(scan, () => items), isOrdered: true };
}

function everyItem(question: Question, scan: Scan): ScanPlan {
  const rest = streamed(question, scan);
  const read = question.query.prepared.isStreamed ? scanItems : scanInChunks;
  return planned(scan, () => read(question.cosmos.storage, rest));
}

function planned({ key }: Scan, items: ScanPlan['items']): ScanPlan {
  return { items, isOrdered: false, isSingleKey: key !== undefined };
}

/** The whole key that a query is asked of, said by its header or by its conditions; `undefined` for several keys. */
export function keyOf(container: Container, request: CosmosRequest, query: QueryRequest): string | undefined {
  const sent = sentKey(request, container);
  if (sent !== undefined) return sent.length === container.keyPaths.length ? keyText(sent) : undefined;
  const equal = knownOf(query).filter(({ operator }) => operator === '=');
  const asked = container.keyPaths.map((path) => valueAt(equal, path));
  return asked.every(isKeyComponent) ? keyText(asked) : undefined;
}

/** Scores depend on all items, also on those that the query does not let through: nothing restricts them. */
function knownOf({ prepared, parameters }: QueryRequest): readonly Restriction[] {
  return isRanked(prepared.query) ? [] : restrictions(prepared.query, parameters);
}

function valueAt(equal: readonly Restriction[], path: readonly string[]): Restriction['value'] {
  return equal.find((one) => isSamePath(one.path, path))?.value;
}

function keyScan({ cosmos, container, part, query, restrictions: known }: Question, request: CosmosRequest): Scan {
  const id = valueAt(
    known.filter(({ operator }) => operator === '='),
    ['id'],
  );
  const scan = {
    container: container.no,
    now: seconds(cosmos),
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof part === 'object' ? part : {}),
  };
  const key = keyOf(container, request, query);
  if (key !== undefined) return { ...scan, key };
  const prefix = sentKey(request, container);
  return prefix === undefined ? scan : { ...scan, keyPrefix: keyText(prefix) };
}

function isKeyComponent(value: Restriction['value']): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
