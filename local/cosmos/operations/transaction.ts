import { endExpired } from '../storage/expiry.ts';
import { deleteItem, findItem, insertItem, nextItemNo, updateItem, type StoredItem } from '../storage/items.ts';
import { lastLsn, nextLsn } from '../storage/ranges.ts';
import { writeTerms } from '../storage/terms.ts';
import { writeUniqueValues } from '../storage/unique-values.ts';
import { recordEnd, recordVersion } from './change-log.ts';
import type { Container } from './container.ts';
import type { ItemKey } from './item-key.ts';
import { seconds, type Cosmos } from './operation.ts';
import { termsOf } from './terms.ts';
import { expiryOf, isAlive, renderVersion, type NewDocument } from './stored-document.ts';
import { claimUniqueValues } from './unique-keys.ts';

/** Writes to items of one key that become visible together: they share one LSN, in the order of their `seq`. */
export interface Transaction {
  readonly cosmos: Cosmos;
  readonly container: Container;
  readonly key: ItemKey;
  readonly now: number;
  /** The living item of that id. */
  readonly find: (id: string) => StoredItem | undefined;
  /** Stores a new item, or a new version of `current`. */
  readonly save: (document: NewDocument, current?: StoredItem) => StoredItem;
  readonly remove: (item: StoredItem) => void;
  /** The LSN of the key's range, this transaction's writes included. */
  readonly lsn: () => number;
}

/** Begins a transaction on a key. Only within a write of the storage, which makes it all or nothing. */
export function beginTransaction(cosmos: Cosmos, container: Container, key: ItemKey): Transaction {
  const { storage } = cosmos;
  const now = seconds(cosmos);
  const range = key.range.no;
  let own: number | undefined;
  let seq = 0;
  const stamp = (): { readonly lsn: number; readonly seq: number } => {
    own ??= nextLsn(storage, container.no, range);
    seq += 1;
    return { lsn: own, seq };
  };

  const find = (id: string): StoredItem | undefined => {
    const item = findItem(storage, { container: container.no, key: key.text, id });
    return item !== undefined && isAlive(item, now) ? item : undefined;
  };
  const save = (document: NewDocument, current?: StoredItem): StoredItem => {
    const { id } = document;
    const holder = { container, key: key.text, now, current };
    const uniqueValues = claimUniqueValues(cosmos, holder, document.content);
    if (current === undefined) removeExpired(id);
    const version = { ...stamp(), no: current?.no ?? nextItemNo(storage), ts: now };
    const rendered = renderVersion(container, document, version, range);
    const expires = expiryOf(container, document.ttl, now);
    const item = { ...version, ...rendered, container: container.no, range, key: key.text, id, expires };
    if (current === undefined) insertItem(storage, item);
    else updateItem(storage, item);
    if (container.termPaths.length > 0) writeTerms(storage, item, termsOf(container, document.content));
    if (uniqueValues.length > 0) writeUniqueValues(storage, item, uniqueValues);
    recordVersion(cosmos, container, { item, previous: current });
    return item;
  };
  /** An item whose time is over but that was not swept yet still holds its name. */
  const removeExpired = (id: string): void => {
    const old = findItem(storage, { container: container.no, key: key.text, id });
    if (old !== undefined) endExpired(storage, old, { now, retention: container.stored.retention });
  };
  const remove = (item: StoredItem): void => {
    const end = stamp();
    deleteItem(storage, item.no);
    recordEnd(cosmos, container, { item, end: { ...end, ts: now } });
  };
  return { cosmos, container, key, now, find, save, remove, lsn: () => own ?? lastLsn(storage, container.no, range) };
}
