import { randomUUID } from 'node:crypto';
import type { Storage } from './open-storage.ts';

/** What a resource is within: the numbers of a database, of a container, and of the user who has a permission. 0 for none. */
export interface ResourcePlace {
  readonly db: number;
  readonly container: number;
  readonly owner: number;
}

/** A resource that is neither a database, a container nor an item, as it is stored. `ts` is a Unix time in seconds. */
export interface StoredResource extends ResourcePlace {
  readonly no: number;
  readonly kind: string;
  readonly id: string;
  /** A JSON text that this layer does not look into. */
  readonly definition: string;
  readonly etag: string;
  readonly ts: number;
}

/** The resources of a kind at a place, oldest first. */
export function listResources(storage: Storage, place: ResourcePlace, kind: string): readonly StoredResource[] {
  const rows = storage
    .prepare('SELECT * FROM resource WHERE db = ? AND container = ? AND owner = ? AND kind = ? ORDER BY no')
    .all(place.db, place.container, place.owner, kind);
  return rows as unknown as StoredResource[];
}

/** How many resources of a kind are within a container. */
export function countResources(storage: Storage, container: number, kind: string): number {
  const row = storage
    .prepare('SELECT count(*) AS count FROM resource WHERE container = ? AND kind = ?')
    .get(container, kind);
  return (row as { readonly count: number }).count;
}

/** The resource of that number, or `undefined`. */
export function findResourceByNo(storage: Storage, no: number): StoredResource | undefined {
  return storage.prepare('SELECT * FROM resource WHERE no = ?').get(no) as StoredResource | undefined;
}

/** Adds a resource, whose id must be free, and gives its number. Only within a write. */
export function insertResource(storage: Storage, resource: Omit<StoredResource, 'no' | 'etag'>): number {
  const { lastInsertRowid } = storage
    .prepare(
      `INSERT INTO resource (db, container, owner, kind, id, definition, etag, ts)
       VALUES (:db, :container, :owner, :kind, :id, :definition, :etag, :ts)`,
    )
    .run({ ...resource, etag: newEtag() });
  return Number(lastInsertRowid);
}

/** Replaces a resource, whose id may change to a free one. Only within a write. */
export function updateResource(
  storage: Storage,
  { no, id, definition, ts }: Pick<StoredResource, 'no' | 'id' | 'definition' | 'ts'>,
): void {
  storage
    .prepare('UPDATE resource SET id = ?, definition = ?, etag = ?, ts = ? WHERE no = ?')
    .run(id, definition, newEtag(), ts, no);
}

/** Removes a resource with those that it owns. Only within a write. */
export function deleteResource(storage: Storage, no: number): void {
  storage.prepare('DELETE FROM resource WHERE no = ?1 OR owner = ?1').run(no);
}

function newEtag(): string {
  return `"${randomUUID()}"`;
}
