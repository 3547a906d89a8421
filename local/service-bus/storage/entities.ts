import type { DatabaseSync } from 'node:sqlite';

/** A stored queue, topic, subscription or dead-letter queue; `properties` is JSON. */
export interface EntityRow {
  readonly id: number;
  readonly kind: string;
  readonly path: string;
  readonly parent: number | null;
  readonly properties: string;
}

/** A stored rule of a subscription; `filter` and `action` are JSON. */
export interface RuleRow {
  readonly subscription: number;
  readonly name: string;
  readonly filter: string;
  readonly action: string | null;
  readonly createdAt: number;
}

/** How many messages an entity holds, by state. */
export interface MessageCount {
  readonly entity: number;
  readonly state: number;
  readonly count: number;
}

/** Reads and writes entities and rules. */
export type Entities = ReturnType<typeof openEntities>;

/** Prepares the statements over entities and rules. */
export function openEntities(database: DatabaseSync) {
  const all = database.prepare('SELECT id, kind, path, parent, properties FROM entity ORDER BY id');
  const insert = database.prepare(
    'INSERT INTO entity (kind, path, parent, properties) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const update = database.prepare('UPDATE entity SET properties = ? WHERE id = ?');
  // What hangs on an entity goes first; the entity itself last.
  const removals = ['message', 'session_state', 'seen_message_id']
    .map((table) => `DELETE FROM ${table} WHERE entity = ?`)
    .concat('DELETE FROM rule WHERE subscription = ?', 'DELETE FROM entity WHERE id = ?')
    .map((statement) => database.prepare(statement));
  const reserve = database.prepare(
    'UPDATE entity SET next_sequence = next_sequence + ? WHERE id = ? RETURNING next_sequence',
  );
  const rules = database.prepare(
    'SELECT subscription, name, filter, action, created_at AS createdAt FROM rule ORDER BY name',
  );
  const putRule = database.prepare(
    `INSERT OR REPLACE INTO rule (subscription, name, filter, action, created_at)
     VALUES (:subscription, :name, :filter, :action, :createdAt)`,
  );
  const removeRule = database.prepare('DELETE FROM rule WHERE subscription = ? AND name = ?');
  const counts = database.prepare('SELECT entity, state, count(*) AS count FROM message GROUP BY entity, state');
  const countsOf = database.prepare(
    'SELECT entity, state, count(*) AS count FROM message WHERE entity = ? GROUP BY state',
  );
  const bytesOf = database.prepare(
    'SELECT coalesce(sum(length(bare)), 0) AS bytes FROM message JOIN payload ON payload.id = payload WHERE entity = ?',
  );
  return {
    all: (): EntityRow[] => all.all() as unknown as EntityRow[],
    insert({ kind, path, parent, properties }: Omit<EntityRow, 'id'>): number {
      return Number(insert.get(kind, path, parent, properties)?.['id']);
    },
    update: (id: number, properties: string): void => void update.run(properties, id),
    /** Removes an entity and all that hangs on it. */
    remove(id: number): void {
      for (const statement of removals) statement.run(id);
    },
    /** Takes `count` sequence numbers of an entity and gives the first. Numbers are never used twice. */
    reserveSequences: (id: number, count: number): number => Number(reserve.get(count, id)?.['next_sequence']) - count,
    rules: (): RuleRow[] => rules.all() as unknown as RuleRow[],
    putRule: (rule: RuleRow): void => void putRule.run({ ...rule }),
    removeRule: (subscription: number, name: string): void => void removeRule.run(subscription, name),
    countsOf: (id: number): MessageCount[] => countsOf.all(id) as unknown as MessageCount[],
    /** How long the messages of an entity are together, without what the broker adds. */
    bytesOf: (id: number): number => Number(bytesOf.get(id)?.['bytes']),
    messageCounts: (): MessageCount[] => counts.all() as unknown as MessageCount[],
  };
}
