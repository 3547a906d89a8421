import { valueAt } from '../keys/partition-key.ts';
import { endExpired } from '../storage/expiry.ts';
import { findItemByNo, type StoredItem } from '../storage/items.ts';
import { findHolder, type UniqueValue } from '../storage/unique-values.ts';
import type { Container } from './container.ts';
import { CosmosFailure } from './failure.ts';
import type { JsonObject } from './json-body.ts';
import type { Cosmos } from './operation.ts';
import { isAlive } from './stored-document.ts';

/** Who is about to hold the values of a document. */
interface Holder {
  readonly container: Container;
  readonly key: string;
  readonly now: number;
  /** The version that is replaced, which may keep its own values. */
  readonly current: StoredItem | undefined;
}

/**
 * The values that a document holds under the unique key policy of its container. They are unique within a partition key,
 * and a missing value counts as null ("Unique key constraints in Azure Cosmos DB"). Throws 409 when a living item holds one
 * of them, and then has changed nothing. Only within a write.
 */
export function claimUniqueValues(cosmos: Cosmos, holder: Holder, document: JsonObject): readonly UniqueValue[] {
  const values = holder.container.uniqueKeys.map((paths, nth) => ({ nth, value: valueOf(document, paths) }));
  const rivals = findRivals(cosmos, holder, values);
  if (rivals.some((rival) => isAlive(rival, holder.now)))
    throw new CosmosFailure(409, 'Unique index constraint violation.', { charge: 1.24 });
  const { retention } = holder.container.stored;
  for (const rival of rivals) endExpired(cosmos.storage, rival, { now: holder.now, retention });
  return values;
}

function valueOf(document: JsonObject, paths: readonly (readonly string[])[]): string {
  return JSON.stringify(paths.map((path) => valueAt(document, path))); // JSON turns what is missing into null
}

/** The other items that hold any of the values, each once. */
function findRivals({ storage }: Cosmos, holder: Holder, values: readonly UniqueValue[]): readonly StoredItem[] {
  const place = { container: holder.container.no, key: holder.key };
  const holders = values.map((value) => findHolder(storage, place, value)).filter((no) => no !== undefined);
  return [...new Set(holders)]
    .filter((no) => no !== holder.current?.no)
    .map((no) => findItemByNo(storage, no))
    .filter((rival) => rival !== undefined);
}
