import type { DatabaseSync } from 'node:sqlite';
import { StartupError } from '@annal/local-server';

// The storage format. Each entry upgrades a file by one version; entries are added, never edited.
// AUTOINCREMENT matters: numbers are the source of `_rid`s, and a `_rid` may not come back after a deletion.
const versions = [
  `
  CREATE TABLE db (no INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, ts INTEGER NOT NULL);

  CREATE TABLE container (
    no INTEGER PRIMARY KEY AUTOINCREMENT, db INTEGER NOT NULL, id TEXT NOT NULL, definition TEXT NOT NULL, offer TEXT NOT NULL,
    etag TEXT NOT NULL, ts INTEGER NOT NULL, UNIQUE (db, id));

  -- lsn: the last committed transaction of the range. It goes up in the same transaction as the items, and never down.
  CREATE TABLE range (
    container INTEGER NOT NULL, no INTEGER NOT NULL, min TEXT NOT NULL, max TEXT NOT NULL, lsn INTEGER NOT NULL,
    PRIMARY KEY (container, no)) WITHOUT ROWID;

  -- lsn, seq: the transaction that wrote the newest version, and its place within it. expires: a Unix time in seconds.
  CREATE TABLE item (
    no INTEGER PRIMARY KEY AUTOINCREMENT, container INTEGER NOT NULL, range INTEGER NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL,
    lsn INTEGER NOT NULL, seq INTEGER NOT NULL, etag TEXT NOT NULL, ts INTEGER NOT NULL, expires INTEGER, body TEXT NOT NULL);
  CREATE UNIQUE INDEX item_identity ON item (container, key, id);
  CREATE INDEX item_of_container ON item (container); -- in the order of no: pages of a scan need no sorting
  CREATE INDEX item_of_key ON item (container, key);
  CREATE INDEX item_feed ON item (container, range, lsn, seq);
  CREATE INDEX item_expiry ON item (expires) WHERE expires IS NOT NULL;

  -- The values of indexed paths, as bytes that compare as the values do, in order within a key.
  CREATE TABLE term (
    container INTEGER NOT NULL, path TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
    item INTEGER NOT NULL REFERENCES item (no) ON DELETE CASCADE,
    PRIMARY KEY (container, path, key, value, item)) WITHOUT ROWID;
  CREATE INDEX term_of_item ON term (item);
  `,
  `
  ALTER TABLE db ADD COLUMN offer TEXT NOT NULL DEFAULT 'null';

  -- topology: goes up whenever the ranges of the container change. retention: how many seconds all versions are kept, or null.
  ALTER TABLE container ADD COLUMN topology INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE container ADD COLUMN retention INTEGER;

  -- parents: the ranges that this one came from, oldest first. forgotten: versions up to this LSN are not kept any more.
  ALTER TABLE range ADD COLUMN parents TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE range ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;

  -- The values under the unique key policy of a container. nth: the constraint's place in the policy.
  CREATE TABLE unique_value (
    container INTEGER NOT NULL, key TEXT NOT NULL, nth INTEGER NOT NULL, value TEXT NOT NULL,
    item INTEGER NOT NULL REFERENCES item (no) ON DELETE CASCADE,
    PRIMARY KEY (container, key, nth, value)) WITHOUT ROWID;
  CREATE INDEX unique_value_of_item ON unique_value (item);

  -- All versions and deletes, of containers that keep them. until: a Unix time in seconds.
  CREATE TABLE change (
    no INTEGER PRIMARY KEY, container INTEGER NOT NULL, range INTEGER NOT NULL, key TEXT NOT NULL,
    lsn INTEGER NOT NULL, seq INTEGER NOT NULL, operation TEXT NOT NULL, ts INTEGER NOT NULL, until INTEGER NOT NULL,
    current TEXT, previous TEXT, previousLsn INTEGER, hasExpired INTEGER NOT NULL);
  CREATE INDEX change_feed ON change (container, range, lsn, seq);
  CREATE INDEX change_end ON change (until);
  `,
  `
  -- What is neither a database, a container nor an item. 0 for what it is not within. owner: the user of a permission.
  CREATE TABLE resource (
    no INTEGER PRIMARY KEY AUTOINCREMENT, db INTEGER NOT NULL, container INTEGER NOT NULL, owner INTEGER NOT NULL,
    kind TEXT NOT NULL, id TEXT NOT NULL, definition TEXT NOT NULL, etag TEXT NOT NULL, ts INTEGER NOT NULL,
    UNIQUE (db, container, owner, kind, id));
  `,
];

/** Brings a file to the newest schema, in one transaction a version. Refuses a file that a newer program wrote. */
export function upgradeSchema(db: DatabaseSync, data: string): void {
  const row = db.prepare('PRAGMA user_version').get() as { readonly user_version: number };
  if (row.user_version > versions.length)
    throw new StartupError(
      `The data in ${data} was written by a newer version. Update this program, or choose another folder.`,
    );
  versions.slice(row.user_version).forEach((statements, index) => {
    db.exec(`BEGIN; ${statements}; PRAGMA user_version = ${row.user_version + index + 1}; COMMIT`);
  });
}
