import { isRanked, lookups, type Lookup, type Restriction } from '../sql/index.ts';
import { createPathIndex, findByPath, hasItems, pathIndexState, type PathRange } from '../storage/path-index.ts';
import { orderPath, worthIndexing, type Asked } from './order-lookup.ts';
import { isText } from './sqlite-text.ts';

/** More hits than that, and a page is found faster by going over the items until it is full. */
const selective = 5000;

/**
 * Makes the indexes that a query could use and that are not there yet; `undefined` when there are none to make. A query of
 * one key needs none, unless there are very many items of that key.
 */
export function buildIndexes(asked: Asked, key: string | undefined): Promise<void> | undefined {
  const { cosmos, container } = asked;
  if (!hasItems(cosmos.storage, worthIndexing, { container: container.no, key })) return undefined;
  const ordered = key === undefined ? orderPath(asked) : undefined;
  const missing = [
    ...servable(asked).map(({ path }) => ({ container: container.no, path, purpose: 'find' }) as const),
    ...(ordered === undefined ? [] : [ordered]),
  ].filter((indexed) => pathIndexState(cosmos.storage, indexed) === 'missing');
  if (missing.length === 0) return undefined;
  return cosmos.storage.write(() => {
    for (const indexed of missing) createPathIndex(cosmos.storage, indexed);
  });
}

/**
 * The numbers of the items among which all matches are, in their order; `undefined` when no index narrows them down.
 * With a key, only when there are so many items of that key that an index helps.
 */
export function lookupItems(asked: Asked, key: string | undefined): readonly number[] | undefined {
  const { cosmos, container, query } = asked;
  if (!hasItems(cosmos.storage, worthIndexing, { container: container.no, key })) return undefined;
  const limit = query.prepared.isStreamed ? selective : Number.MAX_SAFE_INTEGER;
  for (const lookup of servable(asked)) {
    const indexed = { container: container.no, path: lookup.path, purpose: 'find' } as const;
    if (pathIndexState(cosmos.storage, indexed) !== 'ready') continue;
    const found = findAll(asked, lookup, limit);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findAll(
  { cosmos, container }: Asked,
  { path, alternatives }: Lookup,
  limit: number,
): readonly number[] | undefined {
  const numbers = new Set<number>();
  for (const restrictions of alternatives) {
    const range = rangeOf(restrictions);
    const indexed = { container: container.no, path, purpose: 'find' } as const;
    const found = range && findByPath(cosmos.storage, indexed, range, limit - numbers.size);
    if (found === undefined) return undefined;
    for (const no of found) numbers.add(no);
  }
  return [...numbers].sort((left, right) => left - right);
}

/** The lookups that an index could serve; equality first, which narrows down the most. */
function servable({ container, query }: Asked): readonly Lookup[] {
  const { query: parsed } = query.prepared;
  if (isRanked(parsed)) return []; // scores depend on all items
  return lookups(parsed, query.parameters)
    .filter(({ path, alternatives }) => container.indexing.isIndexed(path) && alternatives.every((one) => rangeOf(one)))
    .toSorted((left, right) => Number(isEquality(right)) - Number(isEquality(left)));
}

function isEquality({ alternatives }: Lookup): boolean {
  return alternatives.every((restrictions) => restrictions.some(({ operator }) => operator === '='));
}

/** The values that fulfil one of the restrictions, an equality if there is one; the query itself looks at the others. */
function rangeOf(restrictions: readonly Restriction[]): PathRange | undefined {
  const equal = restrictions.find(({ operator }) => operator === '=');
  if (equal !== undefined) return exactly(equal.value);
  const low = restrictions.find(({ operator }) => operator === '>' || operator === '>=');
  const high = restrictions.find(({ operator }) => operator === '<' || operator === '<=');
  const [type] = new Set(restrictions.map(({ value }) => typeof value));
  if (!restrictions.every(({ value }) => typeof value === type && isText(value))) return undefined;
  if (type !== 'number' && type !== 'string') return undefined;
  const all = whole[type];
  return {
    low: low === undefined ? all.low : { value: low.value as string | number, isIncluded: low.operator === '>=' },
    high: high === undefined ? all.high : { value: high.value as string | number, isIncluded: high.operator === '<=' },
  };
}

/** All numbers, and all texts: in SQLite numbers come before texts, and those before blobs. */
const whole: Readonly<Record<'number' | 'string', PathRange>> = {
  number: { low: { value: Number.NEGATIVE_INFINITY, isIncluded: true }, high: { value: '', isIncluded: false } },
  string: { low: { value: '', isIncluded: true }, high: { value: new Uint8Array(), isIncluded: false } },
};

function exactly(value: Restriction['value']): PathRange | undefined {
  const plain = typeof value === 'boolean' ? Number(value) : value;
  if ((typeof plain !== 'number' && typeof plain !== 'string') || !isText(plain)) return undefined;
  return { low: { value: plain, isIncluded: true }, high: { value: plain, isIncluded: true } };
}
