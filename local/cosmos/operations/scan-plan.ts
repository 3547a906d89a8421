import { keyText } from '../keys/partition-key.ts';
import { documentPath, intersection, isRanked, restrictions, type Resume } from '../sql/index.ts';
import type { Restriction } from '../sql/index.ts';
import type { StoredItem } from '../storage/items.ts';
import { itemsByNumber, scanByTerm, scanItems, type Scan } from '../storage/scan.ts';
import type { AskedPart } from './client-merge.ts';
import type { Container } from './container.ts';
import { sentKey } from './item-key.ts';
import { seconds, type Cosmos, type CosmosRequest } from './operation.ts';
import type { QueryRequest } from './prepare-request.ts';
import { itemsInOrder } from './order-lookup.ts';
import { lookupItems } from './path-lookup.ts';
import { termName } from './term-paths.ts';
import { rangeFrom, termRange } from './term-range.ts';

/** How a query goes over the items of its container. */
export interface ScanPlan {
  readonly items: () => Iterable<StoredItem>;
  /** The items come in the order that the query asks for. */
  readonly isOrdered: boolean;
  readonly isSingleKey: boolean;
}

/** What is known about a query and its container before the first item is read. */
interface Question {
  readonly cosmos: Cosmos;
  readonly container: Container;
  readonly query: QueryRequest;
  readonly restrictions: readonly Restriction[];
  readonly resume: Resume | undefined;
  readonly part: AskedPart;
}

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
  return planned(scan, () => scanItems(question.cosmos.storage, rest));
}

function planned({ key }: Scan, items: ScanPlan['items']): ScanPlan {
  return { items, isOrdered: false, isSingleKey: key !== undefined };
}

/** A streamed query goes on at the item where the last page ended; every other one has to see all items again. */
function streamed({ query, resume }: Question, scan: Scan): Scan {
  return query.prepared.isStreamed && resume !== undefined ? { ...scan, after: resume.after.no - 1 } : scan;
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
  return equal.find((one) => isSame(one.path, path))?.value;
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

type KeyScan = Scan & { readonly key: string };

/** Reads a key in the order of a term, when the query asks for that order: then a page is read as far as it goes. */
function orderedByTerm(
  { cosmos, container, query, resume, restrictions: known }: Question,
  scan: KeyScan,
): ScanPlan | undefined {
  const { orderBy, isDistinct } = query.prepared.query;
  const [by, ...more] = orderBy;
  if (by === undefined) return undefined;
  const path = documentPath(by.expression)?.names;
  if (path === undefined || more.length > 0 || isDistinct || !isTerm(path, container)) return undefined;

  const range = termRange(known.filter((one) => isSame(one.path, path)));
  const { isDescending } = by;
  const rest = resume === undefined ? range : intersection(range, rangeFrom(resume.after.order[0], isDescending));
  const ofTerm = { ...scan, term: { path: termName(path), ...rest } };
  return { items: () => scanByTerm(cosmos.storage, ofTerm, isDescending), isOrdered: true, isSingleKey: true };
}

/** Reads those items of a key whose term is in the range that the query restricts it to. */
function restrictedByTerm(question: Question, scan: KeyScan): ScanPlan | undefined {
  const { cosmos, container, restrictions: known } = question;
  const path = known.find((one) => isTerm(one.path, container))?.path;
  if (path === undefined) return undefined;
  const range = termRange(known.filter((one) => isSame(one.path, path)));
  const restricted = streamed(question, { ...scan, term: { path: termName(path), ...range } });
  return { items: () => scanItems(cosmos.storage, restricted), isOrdered: false, isSingleKey: true };
}

function isTerm(path: readonly string[], { termPaths }: Container): boolean {
  return termPaths.some((names) => isSame(names, path));
}

function isKeyComponent(value: Restriction['value']): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
