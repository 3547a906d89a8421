import { describe, expect, it } from 'vitest';
import { failureOf, startFrom, useLocalAccount } from './local-account.ts';

const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
const account = useLocalAccount(clock);
const pass = (seconds: number): void => void (clock.now += seconds * 1000);

describe('an item with a time to live', () => {
  it('is gone everywhere at that moment, and its name is free', async () => {
    const container = await account.freshContainer({ defaultTtl: -1 });
    await container.items.create({ id: 'short', pk: 'p', ttl: 10 });
    await container.items.create({ id: 'long', pk: 'p' });
    pass(9);
    expect((await container.item('short', 'p').read()).statusCode).toBe(200);
    pass(1);
    expect((await container.item('short', 'p').read()).statusCode).toBe(404);
    expect((await container.items.query('SELECT VALUE c.id FROM c').fetchAll()).resources).toEqual(['long']);
    const feed = container.items.getChangeFeedIterator({ changeFeedStartFrom: startFrom.beginning('p') });
    expect((await feed.readNext()).result).toHaveLength(1);
    expect((await container.items.create({ id: 'short', pk: 'p' })).statusCode).toBe(201);
  });

  it('lives as long as its container says when it says nothing itself, counted from its last version', async () => {
    const container = await account.freshContainer({ defaultTtl: 10 });
    await container.items.create({ id: 'usual', pk: 'p' });
    await container.items.create({ id: 'kept', pk: 'p', ttl: -1 });
    pass(8);
    await container.item('usual', 'p').replace({ id: 'usual', pk: 'p' });
    pass(8);
    expect((await container.item('usual', 'p').read()).statusCode).toBe(200);
    pass(2);
    expect((await container.item('usual', 'p').read()).statusCode).toBe(404);
    expect((await container.item('kept', 'p').read()).statusCode).toBe(200);
  });

  it('follows its container when that changes its mind', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p', ttl: 5 });
    await container.items.create({ id: 'j', pk: 'p' });
    pass(20);
    expect((await container.item('i', 'p').read()).statusCode).toBe(200);
    const { resource } = await container.read();
    await container.replace({ ...resource, defaultTtl: 30 });
    expect((await container.item('i', 'p').read()).statusCode).toBe(404);
    expect((await container.item('j', 'p').read()).statusCode).toBe(200);
    pass(10);
    expect((await container.item('j', 'p').read()).statusCode).toBe(404);
  });

  it('may not say nonsense', async () => {
    const container = await account.freshContainer({ defaultTtl: -1 });
    for (const ttl of [0, null, '5', 1.5])
      expect((await failureOf(container.items.create({ id: 'i', pk: 'p', ttl: ttl as number }))).code).toBe(400);
  });
});
