import { describe, expect, it } from 'vitest';
import { openDeliveries, type Consumer } from '../../entities/deliveries.ts';
import { defaultProperties, type Entity } from '../../entities/entity.ts';

const orders: Entity = { id: 1, kind: 'queue', path: 'orders', parent: null, properties: defaultProperties };

function given(...names: readonly string[]) {
  const deliveries = openDeliveries(() => undefined);
  const taken: string[] = [];
  let waiting = 0;
  const consumers = names.map((name): Consumer & { credits: number } => ({
    entity: orders,
    session: null,
    credits: Infinity,
    credit() {
      return this.credits;
    },
    take(limit) {
      const count = Math.min(limit, waiting);
      waiting -= count;
      for (let index = 0; index < count; index++) taken.push(name);
      return count;
    },
  }));
  consumers.forEach((consumer) => deliveries.add(consumer));
  deliveries.settle();
  const arrive = (count: number): void => {
    waiting += count;
    deliveries.wake(orders.id, null);
    deliveries.settle();
  };
  return { deliveries, consumers, taken, arrive };
}

describe('deliveries', () => {
  it('give single messages to the consumers in turn', () => {
    const { taken, arrive } = given('a', 'b', 'c');
    for (let index = 0; index < 6; index++) arrive(1);
    expect([...taken].sort()).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  });

  it('share a backlog in portions', () => {
    const { taken, arrive } = given('a', 'b');
    arrive(100);
    expect(taken.filter((name) => name === 'a').length).toBeGreaterThanOrEqual(40);
    expect(taken).toHaveLength(100);
  });

  it('pass over who has no credit, and over who has gone', () => {
    const { deliveries, consumers, taken, arrive } = given('idle', 'gone', 'ready');
    const [idle, gone] = consumers;
    if (idle) idle.credits = 0;
    if (gone) deliveries.remove(gone);
    arrive(3);
    expect(taken).toEqual(['ready', 'ready', 'ready']);
  });
});
