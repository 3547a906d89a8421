/**
 * The tables of the current version; a change to them comes with an entry in `upgrades.ts`. Times are milliseconds since 1970, in UTC.
 *
 * A message row is small and belongs to one entity; what the sender wrote is stored once as a `payload`, however many
 * subscriptions hold a copy. `state`: 0 active, 1 deferred, 2 scheduled. `session` is set only where the entity
 * requires sessions. A locked message has a `lock_token`; `locked_until` stays null when its session holds the lock.
 */
export const schema = `
CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE COLLATE NOCASE,
  parent INTEGER REFERENCES entity (id),
  properties TEXT NOT NULL,
  next_sequence INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE rule (
  subscription INTEGER NOT NULL REFERENCES entity (id),
  name TEXT NOT NULL COLLATE NOCASE,
  filter TEXT NOT NULL,
  action TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (subscription, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE payload (
  id INTEGER PRIMARY KEY,
  copies INTEGER NOT NULL,
  header BLOB,
  annotations BLOB,
  bare BLOB NOT NULL
) STRICT;

CREATE TABLE message (
  entity INTEGER NOT NULL REFERENCES entity (id),
  sequence INTEGER NOT NULL,
  enqueued_sequence INTEGER NOT NULL,
  state INTEGER NOT NULL,
  enqueued_at INTEGER NOT NULL,
  due_at INTEGER,
  expires_at INTEGER,
  session TEXT,
  delivery_count INTEGER NOT NULL,
  lock_token BLOB,
  locked_until INTEGER,
  payload INTEGER NOT NULL REFERENCES payload (id),
  dead_letter_source TEXT,
  property_changes BLOB,
  PRIMARY KEY (entity, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_available ON message (entity, session, sequence) WHERE state = 0 AND lock_token IS NULL;
CREATE UNIQUE INDEX message_lock ON message (lock_token) WHERE lock_token IS NOT NULL;
CREATE INDEX message_locked_until ON message (locked_until) WHERE locked_until IS NOT NULL;
CREATE INDEX message_held_by_session ON message (entity, session) WHERE lock_token IS NOT NULL AND session IS NOT NULL;
CREATE INDEX message_due ON message (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX message_expires ON message (expires_at) WHERE expires_at IS NOT NULL AND state = 0 AND lock_token IS NULL;
CREATE INDEX message_payload ON message (payload);

CREATE TRIGGER payload_goes_with_its_last_copy AFTER DELETE ON message BEGIN
  UPDATE payload SET copies = copies - 1 WHERE id = OLD.payload;
  DELETE FROM payload WHERE id = OLD.payload AND copies = 0;
END;

CREATE TABLE session_state (
  entity INTEGER NOT NULL REFERENCES entity (id),
  session TEXT NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (entity, session)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen_message_id (
  entity INTEGER NOT NULL REFERENCES entity (id),
  message_id TEXT NOT NULL,
  forget_at INTEGER NOT NULL,
  PRIMARY KEY (entity, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_message_id_forget_at ON seen_message_id (forget_at);
`;
