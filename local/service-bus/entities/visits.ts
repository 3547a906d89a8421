import type { Entity } from './entity.ts';
import type { Refusal } from './refusal.ts';

/** What a link is for. */
export type Purpose = 'send' | 'receive' | 'manage';

/** A link that is open at an entity. */
export interface Visitor {
  readonly purpose: Purpose;
  /** The entity is gone, or closed to this purpose: the link must end. */
  evicted(reason: Refusal): void;
}

/** Who is at which entity, and when the last one was. Lives in memory: a restart ends all links. */
export interface Visits {
  enter(entity: Entity, visitor: Visitor): void;
  leave(entity: Entity, visitor: Visitor): void;
  /** Ends the visits for these purposes, or all. */
  evict(entity: Entity, reason: Refusal, purposes?: readonly Purpose[]): void;
  /** Since when nobody is there, in milliseconds since 1970; null while somebody is. */
  idleSince(entity: Entity): number | null;
}

/** Opens the book; what was not visited yet is idle since now. */
export function openVisits(now: () => number): Visits {
  const openedAt = now();
  const visitors = new Map<number, Set<Visitor>>();
  const leftAt = new Map<number, number>();

  function leave({ id }: Entity, visitor: Visitor): void {
    const there = visitors.get(id);
    if (!there?.delete(visitor)) return;
    if (there.size === 0) visitors.delete(id);
    leftAt.set(id, now());
  }

  return {
    enter({ id }, visitor) {
      const there = visitors.get(id) ?? new Set<Visitor>();
      visitors.set(id, there.add(visitor));
    },
    leave,
    evict(entity, reason, purposes) {
      for (const visitor of [...(visitors.get(entity.id) ?? [])]) {
        if (purposes && !purposes.includes(visitor.purpose)) continue;
        leave(entity, visitor);
        visitor.evicted(reason);
      }
    },
    idleSince: ({ id }) => (visitors.has(id) ? null : (leftAt.get(id) ?? openedAt)),
  };
}
