import { randomUUID } from 'node:crypto';
import type { KeyRange } from '../keys/key-ranges.ts';
import type { Storage } from './open-storage.ts';
import { containerRid } from './resource-ids.ts';

/** A container as it is stored: its definition and offer are JSON texts that this layer does not look into. */
export interface StoredContainer {
  readonly no: number;
  readonly db: number;
  readonly id: string;
  readonly rid: string;
  readonly definition: string;
  readonly offer: string;
  readonly etag: string;
  readonly ts: number;
  /** Goes up whenever the ranges of the container change, which is no change of its definition. */
  readonly topology: number;
  /** How many seconds all versions and deletes are kept; null for not at all. */
  readonly retention: number | null;
}

type ContainerRow = Omit<StoredContainer, 'rid'>;

/** The containers of a database, or of all databases, oldest first. */
export function listContainers(storage: Storage, db?: number): readonly StoredContainer[] {
  const rows = storage.prepare('SELECT * FROM container WHERE db = ?1 OR ?1 IS NULL ORDER BY no').all(db ?? null);
  return (rows as unknown as ContainerRow[]).map(toContainer);
}

/** The container of that name, or `undefined`. */
export function findContainer(storage: Storage, db: number, id: string): StoredContainer | undefined {
  const row = storage.prepare('SELECT * FROM container WHERE db = ? AND id = ?').get(db, id) as
    ContainerRow | undefined;
  return row && toContainer(row);
}

/** What a container is created from. */
export interface NewContainer {
  readonly db: number;
  readonly id: string;
  readonly definition: string;
  readonly offer: string;
  readonly ts: number;
  readonly retention: number | null;
  readonly ranges: readonly KeyRange[];
}

/** Adds a container with its ranges; its name must be free. Only within a write. */
export function insertContainer(storage: Storage, { ranges, ...container }: NewContainer): void {
  const { lastInsertRowid } = storage
    .prepare(
      `INSERT INTO container (db, id, definition, offer, etag, ts, retention)
       VALUES (:db, :id, :definition, :offer, :etag, :ts, :retention)`,
    )
    .run({ ...container, etag: `"${randomUUID()}"` });
  const insertRange = storage.prepare('INSERT INTO range (container, no, min, max, lsn) VALUES (?, ?, ?, ?, 0)');
  for (const { no, min, max } of ranges) insertRange.run(lastInsertRowid, no, min, max);
}

/** Replaces the definition and offer of a container; its items stay. Only within a write. */
export function updateContainer(
  storage: Storage,
  { no, definition, offer, ts, retention }: Omit<StoredContainer, 'db' | 'id' | 'rid' | 'etag' | 'topology'>,
): void {
  storage
    .prepare('UPDATE container SET definition = ?, offer = ?, etag = ?, ts = ?, retention = ? WHERE no = ?')
    .run(definition, offer, `"${randomUUID()}"`, ts, retention, no);
}

/** Removes a container with everything in it. Only within a write. */
export function deleteContainer(storage: Storage, no: number): void {
  storage.prepare('DELETE FROM change WHERE container = ?').run(no);
  storage.prepare('DELETE FROM item WHERE container = ?').run(no);
  storage.prepare('DELETE FROM range WHERE container = ?').run(no);
  storage.prepare('DELETE FROM resource WHERE container = ?').run(no);
  storage.prepare('DELETE FROM container WHERE no = ?').run(no);
}

function toContainer(row: ContainerRow): StoredContainer {
  return { ...row, rid: containerRid(row.db, row.no) };
}
