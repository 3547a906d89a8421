import { describe, expect, it } from 'vitest';
import { StoreUnavailable, type EventStore } from '../../../application/streams/event-store.ts';
import { shardOf } from '../../../domain/modelling/shard.ts';
import { queueingWorld } from './queueing-world.ts';

const inShort = (world: ReturnType<typeof queueingWorld>, prefix: string) =>
  world
    .commits()
    .filter(({ streamId }) => streamId.startsWith(prefix))
    .map(({ streamId, events }) => `${streamId} ${events.map(({ type }) => type).join(' ')}`);

const firedIn = (world: ReturnType<typeof queueingWorld>): readonly string[] =>
  world.commits().flatMap(({ commandId, streamId }) => (commandId.endsWith('/deadline') ? [streamId] : []));

/** A wish whose part somebody else has. */
const waitingWish = async () => {
  const world = queueingWorld();
  const host = world.newHost();
  await host.holdPart('a', 'somebody');
  await host.makeWish('1', 'a');
  await host.work();
  return { world, host };
};

describe('The deadlines of processes', () => {
  it('are fired once they have passed, and what is asked in consequence is carried out at once', async () => {
    const { world, host } = await waitingWish();
    world.pass('PT59S');
    expect(await host.fire()).toMatchObject({ processes: [{ noticed: 0 }] });
    world.pass('PT2S');
    expect(await host.fire()).toEqual({
      processes: [{ process: 'queueing', noticed: 1, settled: 0, failed: 0, lateSeconds: 1 }],
      unfinished: 0,
    });
    expect(inShort(world, 'queueing').slice(-2)).toEqual([
      'queueing-1 DeadlinePassed AskRetried',
      'queueing-1 Answered AskPostponed WaitStarted',
    ]);
  });

  it('are fired in the order in which they pass, of each shard', async () => {
    const world = queueingWorld();
    const host = world.newHost();
    await host.holdPart('a', 'somebody');
    const ids = Array.from({ length: 24 }, (_, index) => `w${index}`);
    for (const id of ids) {
      world.pass('PT1S');
      await host.makeWish(id, 'a');
      await host.work();
    }
    world.pass('PT2M');
    await host.fire({ forMs: 1_000, mostPerShard: 1 });
    const firstOfEach = [...Map.groupBy(ids, (id) => shardOf(`queueing-${id}`)).values()].map(([first]) => first);
    expect(firstOfEach.length).toBeLessThan(ids.length);
    expect(firedIn(world).toSorted()).toEqual(firstOfEach.map((id) => `queueing-${id}`).toSorted());
  });

  it('say what caused them, and to which case they belong', async () => {
    const { world, host } = await waitingWish();
    world.pass('PT61S');
    const before = world.commits().length;
    await host.fire();
    expect(world.commits()[before]).toMatchObject({
      ...{ actor: 'process:queueing', correlationId: 'case-7' },
      ...{ commandId: 'queueing-1:6/deadline', causationId: 'queueing-1:6' },
    });
  });

  it('are noticed once, by however many hosts and however often', async () => {
    const { world, host } = await waitingWish();
    world.pass('PT61S');
    await world.show();
    const hosts = [host, world.newHost(), world.newHost()];
    const limits = { forMs: 1_000, mostPerShard: 10 };
    await Promise.all(hosts.map((each) => each.fireDeadlines(limits)));
    for (const each of hosts) await each.fireDeadlines(limits);
    expect(inShort(world, 'queueing').filter((line) => line.includes('DeadlinePassed'))).toHaveLength(1);
  });

  it('are no event where a view that is late shows them after the end of the process', async () => {
    const { world, host } = await waitingWish();
    await world.show();
    await host.withdrawWish('1');
    await host.work();
    expect(await world.statusOf('1')).toBe('compensated');
    world.pass('PT1H');
    const before = world.commits().length;
    expect(await host.fireDeadlines({ forMs: 1_000, mostPerShard: 10 })).toMatchObject({
      processes: [{ noticed: 0, settled: 1, failed: 0 }],
    });
    expect(world.commits()).toHaveLength(before);
  });

  it('end what was waited for in vain, and leave nothing held', async () => {
    const { world, host } = await waitingWish();
    for (let minute = 0; minute < 6; minute += 1) {
      world.pass('PT1M');
      await host.fire();
    }
    await host.work();
    expect(await world.statusOf('1')).toBe('compensated');
    expect(inShort(world, 'wish')).toEqual(['wish-1 WishMade', 'wish-1 WishDenied']);
  });

  it('leave what follows to the feed when the host stops before it is carried out', async () => {
    const { world, host } = await waitingWish();
    const losing = world.newHost((store) => ({
      ...store,
      append: (head, commit, ...more) =>
        commit.commandId.endsWith('/deadline')
          ? store.append(head, commit, ...more)
          : Promise.reject(new StoreUnavailable('away')),
    }));
    world.pass('PT5M');
    await losing.fire();
    expect(inShort(world, 'wish').at(-1)).toBe('wish-1 WishMade');
    await host.work();
    expect(await world.statusOf('1')).toBe('compensated');
  });
});

describe('1,000 processes whose deadline cannot be noticed', () => {
  const failing = Array.from({ length: 1_000 }, (_, index) => `bad${index}`);
  const healthy = Array.from({ length: 10 }, (_, index) => `good${index}`);

  /** A store from which no process of these can be read, or changed. */
  const without = (store: EventStore): EventStore => {
    const assertUsable = (streamId: string): void => {
      if (streamId.startsWith('queueing-bad')) throw new Error('damaged');
    };
    return {
      ...store,
      read: async (streamId, ...more) => (assertUsable(streamId), store.read(streamId, ...more)),
      readNewest: async (streamId, ...more) => (assertUsable(streamId), store.readNewest(streamId, ...more)),
    };
  };

  it('keep none waiting that is due after them for more than two runs', { timeout: 120_000 }, async () => {
    const world = queueingWorld();
    const host = world.newHost();
    await host.holdPart('a', 'somebody');
    for (const id of failing) await host.makeWish(id, 'a');
    await host.work();
    world.pass('PT1S');
    for (const id of healthy) await host.makeWish(id, 'a');
    await host.work();
    world.pass('PT2M');
    await world.show();
    const next = world.newHost(without);
    const limits = { forMs: 45_000, mostPerShard: 100 };
    const reports = [await next.fireDeadlines(limits), await next.fireDeadlines(limits)];
    expect(new Set(firedIn(world))).toEqual(new Set(healthy.map((id) => `queueing-${id}`)));
    expect(reports.map(({ processes: [queue] }) => queue?.failed ?? 0).reduce((sum, count) => sum + count)).toBe(1_000);
    expect(reports[0]?.unfinished).toBeGreaterThan(0);
  });
});
