import { randomUUID } from 'node:crypto';
import type { Storage } from './open-storage.ts';
import { databaseRid } from './resource-ids.ts';

/** A database as it is stored. `ts` is a Unix time in seconds. */
export interface StoredDatabase {
  readonly no: number;
  readonly id: string;
  readonly rid: string;
  readonly etag: string;
  readonly ts: number;
}

interface DatabaseRow {
  readonly no: number;
  readonly id: string;
  readonly etag: string;
  readonly ts: number;
}

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
export function insertDatabase(storage: Storage, id: string, ts: number): void {
  storage.prepare('INSERT INTO db (id, etag, ts) VALUES (?, ?, ?)').run(id, `"${randomUUID()}"`, ts);
}

/** Removes a database with everything in it. Only within a write. */
export function deleteDatabase(storage: Storage, no: number): void {
  const own = '(SELECT no FROM container WHERE db = ?)';
  storage.prepare(`DELETE FROM item WHERE container IN ${own}`).run(no);
  storage.prepare(`DELETE FROM range WHERE container IN ${own}`).run(no);
  storage.prepare('DELETE FROM container WHERE db = ?').run(no);
  storage.prepare('DELETE FROM db WHERE no = ?').run(no);
}

function toDatabase(row: DatabaseRow): StoredDatabase {
  return { ...row, rid: databaseRid(row.no) };
}
