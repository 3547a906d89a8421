import type { Entity } from './entity.ts';

/** Someone who takes messages of one entity as they become available. */
export interface Consumer {
  readonly entity: Entity;
  /** The session that it holds; null on entities without sessions. */
  readonly session: string | null;
  /** How many messages it will take now. */
  credit(): number;
  /** Takes up to `limit` messages inside the running turn, and tells how many it took. */
  take(limit: number): number;
  /** Called at the end of a turn in which it was woken, after all it could take was taken. */
  settled?(): void;
}

/** Who waits for messages of which entity, and who is to be looked at before the turn ends. */
export interface Deliveries {
  add(consumer: Consumer): void;
  remove(consumer: Consumer): void;
  /** There may be messages for this entity, or this session of it. */
  wake(entity: number, session: string | null): void;
  /** This consumer has new credit. */
  wakeConsumer(consumer: Consumer): void;
  /** Hands out all that was woken for. Runs inside the turn's transaction. */
  settle(): void;
}

/** How many messages a consumer takes before its neighbour has a turn. */
const fairShare = 20;

/** Opens the register. `requestSettle` asks for `settle` at the end of the turn. */
export function openDeliveries(requestSettle: () => void): Deliveries {
  const byKey = new Map<string, Consumer[]>();
  const woken = new Set<string>();

  function wakeKey(key: string): void {
    if (!byKey.has(key)) return;
    woken.add(key);
    requestSettle();
  }

  function handOut(key: string): void {
    const consumers = [...(byKey.get(key) ?? [])];
    let tookAny = consumers.length > 0;
    while (tookAny) {
      tookAny = false;
      for (const consumer of consumers) {
        const limit = Math.min(consumer.credit(), fairShare);
        if (limit > 0 && consumer.take(limit) > 0) tookAny = true;
      }
    }
    for (const consumer of consumers) consumer.settled?.();
    // The first goes to the end, so that a single message does not always reach the same consumer.
    const [first, ...rest] = byKey.get(key) ?? [];
    if (first) byKey.set(key, [...rest, first]);
  }

  return {
    add(consumer) {
      const key = keyOf(consumer.entity.id, consumer.session);
      byKey.set(key, [...(byKey.get(key) ?? []), consumer]);
      wakeKey(key);
    },
    remove(consumer) {
      const key = keyOf(consumer.entity.id, consumer.session);
      const rest = (byKey.get(key) ?? []).filter((other) => other !== consumer);
      if (rest.length > 0) byKey.set(key, rest);
      else byKey.delete(key);
    },
    wake: (entity, session) => wakeKey(keyOf(entity, session)),
    wakeConsumer: (consumer) => wakeKey(keyOf(consumer.entity.id, consumer.session)),
    settle() {
      while (woken.size > 0) {
        const keys = [...woken];
        woken.clear();
        keys.forEach(handOut);
      }
    },
  };
}

function keyOf(entity: number, session: string | null): string {
  return session === null ? String(entity) : `${entity}/${session}`;
}
