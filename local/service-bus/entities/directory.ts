import type { EntityRow, Storage } from '../storage/index.ts';
import {
  deadLetterPath,
  defaultProperties,
  transferDeadLetterPath,
  type Entity,
  type EntityKind,
  type EntityProperties,
} from './entity.ts';
import { entityNotFound } from './refusal.ts';
import { openRuleBook, type RuleBook } from './rule-book.ts';

/** What a new entity is made of. */
export interface NewEntity {
  readonly kind: Exclude<EntityKind, 'dead-letter'>;
  readonly path: string;
  readonly parent: Entity | null;
  readonly properties: EntityProperties;
}

/** All entities and rules: in memory for every message, in storage for the next start. */
export interface Directory extends RuleBook {
  all(): readonly Entity[];
  byId(id: number): Entity;
  /** Finds by path, in any case of letters. */
  find(path: string): Entity | undefined;
  /** @throws Refusal not-found. */
  get(path: string): Entity;
  subscriptionsOf(topic: Entity): readonly Entity[];
  /** The places of an entity's dead letters: those that died in it, and those that it could not forward. */
  deadLettersOf(owner: Entity): readonly Entity[];
  /** Creates an entity, and with all but topics the places of its dead letters. */
  create(entity: NewEntity): Entity;
  /** Changes an entity for all that hold it. */
  update(entity: Entity, properties: EntityProperties): void;
  /** Forgets an entity with its rules, messages, session states and message ids. Nothing may hang on it any more. */
  remove(entity: Entity): void;
}

/** Reads the directory from storage. */
export function openDirectory(storage: Storage): Directory {
  const ruleBook = openRuleBook(storage);
  const byId = new Map<number, Entity>();
  const byPath = new Map<string, Entity>();

  function add(entity: Entity): void {
    byId.set(entity.id, entity);
    byPath.set(entity.path.toLowerCase(), entity);
  }

  function insert(kind: EntityKind, path: string, parent: number | null, properties: EntityProperties): Entity {
    const id = storage.entities.insert({ kind, path, parent, properties: JSON.stringify(properties) });
    const entity = { id, kind, path, parent, properties };
    add(entity);
    return entity;
  }

  function readAll(): void {
    byId.clear();
    byPath.clear();
    for (const row of storage.entities.all()) add(readEntity(row));
  }

  readAll();
  const all = (): Entity[] => [...byId.values()];
  const childrenOf = ({ id }: Entity, wanted: EntityKind): Entity[] =>
    all().filter(({ kind, parent }) => kind === wanted && parent === id);
  const find = (path: string): Entity | undefined => byPath.get(path.toLowerCase());
  return {
    ...ruleBook,
    all,
    byId: (id) => byId.get(id) ?? fail(new Error(`There is no entity ${id}.`)),
    find,
    get: (path) => find(path) ?? fail(entityNotFound(path)),
    subscriptionsOf: (topic) => childrenOf(topic, 'subscription'),
    deadLettersOf: (owner) => childrenOf(owner, 'dead-letter'),
    create({ kind, path, parent, properties }) {
      storage.turns.join();
      const entity = insert(kind, path, parent?.id ?? null, properties);
      if (kind === 'topic') return entity;
      for (const place of [deadLetterPath(path), transferDeadLetterPath(path)])
        insert('dead-letter', place, entity.id, deadLetterProperties(properties));
      return entity;
    },
    update(entity, properties) {
      storage.turns.join();
      storage.entities.update(entity.id, JSON.stringify(properties));
      Object.assign(this.byId(entity.id), { properties });
      for (const place of this.deadLettersOf(entity)) this.update(place, deadLetterProperties(properties));
    },
    remove(entity) {
      storage.turns.join();
      storage.entities.remove(entity.id);
      ruleBook.forget(entity);
      byId.delete(entity.id);
      byPath.delete(entity.path.toLowerCase());
    },
    reload() {
      readAll();
      ruleBook.reload();
    },
  };
}

function fail(error: Error): never {
  throw error;
}

/** Dead letters wait for a person: they have no sessions, no lifetime and no limit of deliveries. */
function deadLetterProperties({ lockDuration, status }: EntityProperties): EntityProperties {
  return { ...defaultProperties, lockDuration, status, maxDeliveryCount: Number.MAX_SAFE_INTEGER };
}

function readEntity(row: EntityRow): Entity {
  const written = JSON.parse(row.properties) as Partial<EntityProperties>; // by create and update, perhaps of an older version
  return { ...row, kind: row.kind as EntityKind, properties: { ...defaultProperties, ...written } };
}
