import { keyText } from '../keys/partition-key.ts';
import { documentPath, intersection, isScored, restrictions, type Resume } from '../sql/index.ts';
import type { Restriction } from '../sql/index.ts';
import type { StoredItem } from '../storage/items.ts';
import { scanByTerm, scanItems, type Scan } from '../storage/scan.ts';
import type { AskedPart } from './client-merge.ts';
import type { Container } from './container.ts';
import { sentKey } from './item-key.ts';
import { seconds, type Cosmos, type CosmosRequest } from './operation.ts';
import type { QueryRequest } from './prepare-request.ts';
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
    // Scores depend on all items, also on those that the query does not let through.
    restrictions: isScored(query.prepared.query) ? [] : restrictions(query.prepared.query, query.parameters),
  };
  const scan = keyScan(question, request);
  const { key } = scan;
  const items = (): Iterable<StoredItem> => scanItems(cosmos.storage, streamed(question, scan));
  if (key === undefined) return { items, isOrdered: false, isSingleKey: false };
  const ofKey = { ...scan, key };
  return (
    orderedByTerm(question, ofKey) ??
    restrictedByTerm(question, ofKey) ?? { items, isOrdered: false, isSingleKey: true }
  );
}

/** A streamed query goes on at the item where the last page ended; every other one has to see all items again. */
function streamed({ query, resume }: Question, scan: Scan): Scan {
  return query.prepared.isStreamed && resume !== undefined ? { ...scan, after: resume.after.no - 1 } : scan;
}

function keyScan({ cosmos, container, part, restrictions: known }: Question, request: CosmosRequest): Scan {
  const equal = known.filter(({ operator }) => operator === '=');
  const valueAt = (path: readonly string[]): Restriction['value'] => equal.find((one) => isSame(one.path, path))?.value;
  const id = valueAt(['id']);
  const scan = {
    container: container.no,
    now: seconds(cosmos),
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof part === 'object' ? part : {}),
  };
  const sent = sentKey(request, container);
  if (sent !== undefined)
    return sent.length === container.keyPaths.length
      ? { ...scan, key: keyText(sent) }
      : { ...scan, keyPrefix: keyText(sent) };
  const asked = container.keyPaths.map(valueAt);
  return asked.every(isKeyComponent) ? { ...scan, key: keyText(asked) } : scan;
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
