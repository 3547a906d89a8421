import { endOf, insertChange } from '../storage/changes.ts';
import type { StoredItem } from '../storage/items.ts';
import type { Container } from './container.ts';
import type { Cosmos } from './operation.ts';

/** Keeps a version for readers of all versions, in containers whose policy asks for it. Only within a write. */
export function recordVersion(
  { storage }: Cosmos,
  { stored: { retention } }: Container,
  { item, previous }: { readonly item: StoredItem; readonly previous: StoredItem | undefined },
): void {
  if (retention === null) return;
  const { container, range, key, lsn, seq, ts, body } = item;
  insertChange(storage, {
    ...{ container, range, key, lsn, seq, ts },
    operation: previous === undefined ? 'create' : 'replace',
    until: ts + retention,
    current: body,
    previous: previous?.body ?? null,
    previousLsn: previous?.lsn ?? null,
    hasExpired: 0,
  });
}

/** Keeps the end of an item for readers of all versions, in containers whose policy asks for it. Only within a write. */
export function recordEnd(
  { storage }: Cosmos,
  { stored: { retention } }: Container,
  { item, end }: { readonly item: StoredItem; readonly end: Readonly<Record<'lsn' | 'seq' | 'ts', number>> },
): void {
  if (retention === null) return;
  insertChange(storage, endOf(item, { ...end, until: end.ts + retention, hasExpired: 0 }));
}
