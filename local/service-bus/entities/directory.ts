import { compileFilter, type RuleFilter } from '../filters/index.ts';
import type { EntityRow, RuleRow, Storage } from '../storage/index.ts';
import {
  deadLetterPath,
  defaultProperties,
  type Entity,
  type EntityKind,
  type EntityProperties,
  type Rule,
} from './entity.ts';
import { entityNotFound } from './refusal.ts';

/** What a new entity is made of. */
export interface NewEntity {
  readonly kind: Exclude<EntityKind, 'dead-letter'>;
  readonly path: string;
  readonly parent: Entity | null;
  readonly properties: EntityProperties;
}

/** All entities and rules: in memory for every message, in storage for the next start. */
export interface Directory {
  all(): readonly Entity[];
  byId(id: number): Entity;
  /** Finds by path, in any case of letters. */
  find(path: string): Entity | undefined;
  /** @throws Refusal not-found. */
  get(path: string): Entity;
  subscriptionsOf(topic: Entity): readonly Entity[];
  rulesOf(subscription: Entity): readonly Rule[];
  /** Creates an entity, and with all but topics its dead-letter queue. */
  create(entity: NewEntity): Entity;
  update(entity: Entity, properties: EntityProperties): void;
  /** Adds or replaces a rule. @throws FilterSyntaxError when the filter cannot be understood. */
  putRule(subscription: Entity, name: string, filter: RuleFilter, now: number): void;
  removeRule(subscription: Entity, name: string): void;
}

/** Reads the directory from storage. */
export function openDirectory(storage: Storage): Directory {
  const byId = new Map<number, Entity>();
  const byPath = new Map<string, Entity>();
  const subscriptions = new Map<number, Entity[]>();
  const rules = new Map<number, Map<string, Rule>>();

  function add(entity: Entity): Entity {
    byId.set(entity.id, entity);
    byPath.set(entity.path.toLowerCase(), entity);
    if (entity.kind === 'subscription' && entity.parent !== null)
      subscriptions.set(entity.parent, [...(subscriptions.get(entity.parent) ?? []).filter(isNot(entity)), entity]);
    return entity;
  }

  function insert(kind: EntityKind, path: string, parent: number | null, properties: EntityProperties): Entity {
    const id = storage.entities.insert({ kind, path, parent, properties: JSON.stringify(properties) });
    return add({ id, kind, path, parent, properties });
  }

  function addRule(row: RuleRow): void {
    const filter = JSON.parse(row.filter) as RuleFilter; // written by putRule
    const rule = { name: row.name, filter, matches: compileFilter(filter), createdAt: row.createdAt };
    const ofSubscription = rules.get(row.subscription) ?? new Map<string, Rule>();
    rules.set(row.subscription, ofSubscription.set(row.name.toLowerCase(), rule));
  }

  for (const row of storage.entities.all()) add(readEntity(row));
  for (const row of storage.entities.rules()) addRule(row);

  const find = (path: string): Entity | undefined => byPath.get(path.toLowerCase());
  return {
    all: () => [...byId.values()],
    byId(id) {
      const entity = byId.get(id);
      if (!entity) throw new Error(`There is no entity ${id}.`);
      return entity;
    },
    find,
    get(path) {
      const entity = find(path);
      if (!entity) throw entityNotFound(path);
      return entity;
    },
    subscriptionsOf: (topic) => subscriptions.get(topic.id) ?? [],
    rulesOf: (subscription) =>
      [...(rules.get(subscription.id)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    create({ kind, path, parent, properties }) {
      storage.turns.join();
      const entity = insert(kind, path, parent?.id ?? null, properties);
      if (kind !== 'topic') insert('dead-letter', deadLetterPath(path), entity.id, deadLetterProperties(properties));
      return entity;
    },
    update(entity, properties) {
      storage.turns.join();
      storage.entities.update(entity.id, JSON.stringify(properties));
      add({ ...entity, properties });
      const deadLetters = find(deadLetterPath(entity.path));
      if (deadLetters) this.update(deadLetters, deadLetterProperties(properties));
    },
    putRule(subscription, name, filter, now) {
      compileFilter(filter);
      const row = { subscription: subscription.id, name, filter: JSON.stringify(filter), createdAt: now };
      storage.turns.join();
      storage.entities.putRule(row);
      addRule(row);
    },
    removeRule(subscription, name) {
      storage.turns.join();
      storage.entities.removeRule(subscription.id, name);
      rules.get(subscription.id)?.delete(name.toLowerCase());
    },
  };
}

/** Dead letters wait for a person: they have no sessions, no lifetime and no limit of deliveries. */
function deadLetterProperties({ lockDuration, status }: EntityProperties): EntityProperties {
  return { ...defaultProperties, lockDuration, status, maxDeliveryCount: Number.MAX_SAFE_INTEGER };
}

function readEntity(row: EntityRow): Entity {
  const properties = JSON.parse(row.properties) as EntityProperties; // written by create and update
  return { ...row, kind: row.kind as EntityKind, properties };
}

function isNot(entity: Entity): (other: Entity) => boolean {
  return (other) => other.id !== entity.id;
}
