import { keyText } from '../keys/partition-key.ts';
import { documentPath, intersection, restrictions, type Resume } from '../sql/index.ts';
import type { Restriction } from '../sql/index.ts';
import type { StoredItem } from '../storage/items.ts';
import { scanByTerm, scanItems, type Scan } from '../storage/scan.ts';
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
}

/** Plans to read the fewest items that can hold the rest of a query's result: one key, one id, or a range of a term. */
export function planScan(
  cosmos: Cosmos,
  container: Container,
  request: CosmosRequest,
  { query, resume }: { readonly query: QueryRequest; readonly resume: Resume | undefined },
): ScanPlan {
  const question = {
    cosmos,
    container,
    query,
    resume,
    restrictions: restrictions(query.prepared.query, query.parameters),
  };
  const scan = keyScan(question, request);
  const { key } = scan;
  const byTerm = key === undefined ? undefined : termPlan(question, { ...scan, key });
  return (
    byTerm ?? {
      items: () => scanItems(cosmos.storage, streamed(question, scan)),
      isOrdered: false,
      isSingleKey: key !== undefined,
    }
  );
}

/** A streamed query goes on at the item where the last page ended; every other one has to see all items again. */
function streamed({ query, resume }: Question, scan: Scan): Scan {
  return query.prepared.isStreamed && resume !== undefined ? { ...scan, after: resume.after.no - 1 } : scan;
}

function keyScan({ cosmos, container, restrictions: known }: Question, request: CosmosRequest): Scan {
  const equal = known.filter(({ operator }) => operator === '=');
  const valueAt = (path: readonly string[]): Restriction['value'] => equal.find((one) => isSame(one.path, path))?.value;
  const id = valueAt(['id']);
  const scan = { container: container.no, now: seconds(cosmos), ...(typeof id === 'string' ? { id } : {}) };
  const sent = sentKey(request, container);
  if (sent !== undefined)
    return sent.length === container.keyPaths.length
      ? { ...scan, key: keyText(sent) }
      : { ...scan, keyPrefix: keyText(sent) };
  const asked = container.keyPaths.map(valueAt);
  return asked.every(isKeyComponent) ? { ...scan, key: keyText(asked) } : scan;
}

/** Uses the order of a term, when the query asks for that order or restricts the term. */
function termPlan(question: Question, scan: Scan & { readonly key: string }): ScanPlan | undefined {
  const { cosmos, container, query, resume, restrictions: known } = question;
  const { prepared } = query;
  const [by] = prepared.query.orderBy;
  const ordered = by && documentPath(by.expression)?.names;
  const isTerm = (path: readonly string[]): boolean => container.termPaths.some((names) => isSame(names, path));
  const path = ordered !== undefined && isTerm(ordered) ? ordered : known.find((one) => isTerm(one.path))?.path;
  if (path === undefined) return undefined;

  const range = termRange(known.filter((one) => isSame(one.path, path)));
  const isOrdered = path === ordered && prepared.query.orderBy.length === 1 && !prepared.query.isDistinct;
  if (!isOrdered || by === undefined) {
    const restricted = streamed(question, { ...scan, term: { path: termName(path), ...range } });
    return { items: () => scanItems(cosmos.storage, restricted), isOrdered: false, isSingleKey: true };
  }
  const { isDescending } = by;
  const rest = resume === undefined ? range : intersection(range, rangeFrom(resume.after.order[0], isDescending));
  const ofTerm = { ...scan, term: { path: termName(path), ...rest } };
  return { items: () => scanByTerm(cosmos.storage, ofTerm, isDescending), isOrdered: true, isSingleKey: true };
}

function isKeyComponent(value: Restriction['value']): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
