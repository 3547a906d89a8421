import { randomUUID } from 'node:crypto';
import { deleteContainer, listContainers } from './containers.ts';
import type { Storage } from './open-storage.ts';
import { databaseRid } from './resource-ids.ts';

/** A database as it is stored. `ts` is a Unix time in seconds. */
export interface StoredDatabase {
  readonly no: number;
  readonly id: string;
  readonly rid: string;
  readonly etag: string;
  readonly ts: number;
  /** The throughput that its containers share, as JSON; `null` when there is none. */
  readonly offer: string;
}

type DatabaseRow = Omit<StoredDatabase, 'rid'>;

/** All databases, oldest first. */
export function listDatabases(storage: Storage): readonly StoredDatabase[] {
  return (storage.prepare('SELECT * FROM db ORDER BY no').all() as unknown as DatabaseRow[]).map(toDatabase);
}

/** The database of that name, or `undefined`. */
export function findDatabase(storage: Storage, id: string): StoredDatabase | undefined {
  const row = storage.prepare('SELECT * FROM db WHERE id = ?').get(id) as DatabaseRow | undefined;
  return row && toDatabase(row);
}

/** Adds a database; its name must be free. Only within a write. */
export function insertDatabase(storage: Storage, { id, ts, offer }: Pick<StoredDatabase, 'id' | 'ts' | 'offer'>): void {
  storage.prepare('INSERT INTO db (id, etag, ts, offer) VALUES (?, ?, ?, ?)').run(id, `"${randomUUID()}"`, ts, offer);
}

/** Replaces the offer of a database. Only within a write. */
export function updateDatabaseOffer(storage: Storage, no: number, offer: string): void {
  storage.prepare('UPDATE db SET offer = ? WHERE no = ?').run(offer, no);
}

/** Removes a database with everything in it. Only within a write. */
export function deleteDatabase(storage: Storage, no: number): void {
  for (const container of listContainers(storage, no)) deleteContainer(storage, container.no);
  storage.prepare('DELETE FROM resource WHERE db = ?').run(no);
  storage.prepare('DELETE FROM db WHERE no = ?').run(no);
}

function toDatabase(row: DatabaseRow): StoredDatabase {
  return { ...row, rid: databaseRid(row.no) };
}
