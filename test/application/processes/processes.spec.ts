import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { run } from '../../../application/system/run.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import { StoreUnavailable, type EventStore } from '../../../application/streams/event-store.ts';
import { ask, declareProcess, trigger } from '../../../domain/modelling/process.ts';
import { declareModule, system } from '../../../domain/modelling/system.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { granting, part, wish } from '../../support/wishes/index.ts';
import { commandsOf, traceparent } from './wish-commands.ts';
import { drain, wishing } from './wishing.ts';

const commitsIn = (feed: readonly unknown[]) => feed.map((document) => commitSchema.parse(document));
const inShort = (feed: readonly unknown[]) =>
  commitsIn(feed).map(({ streamId, events }) => `${streamId} ${events.map(({ type }) => type).join(' ')}`);

describe('A process at work', () => {
  it('goes from its start to its end in the delivery of the event that starts it', async () => {
    const world = wishing();
    const host = world.newHost();
    await host.makeWish('1', 'a', 'b');
    await host.subscriber.deliver(world.feed());
    expect(inShort(world.feed()).filter((line) => !line.startsWith('granting'))).toEqual([
      'wish-1 WishMade',
      'part-a PartHeld',
      'part-b PartHeld',
      'wish-1 WishGranted',
      'part-a PartUsed',
      'part-b PartUsed',
    ]);
    expect(await world.statusOf('1')).toBe('completed');
  });

  it('says of everything that it does what caused it, and to which case and trace it belongs', async () => {
    const world = wishing();
    const host = world.newHost();
    await host.makeWish('1', 'a');
    await host.subscriber.deliver(world.feed());
    const done = commitsIn(world.feed()).slice(1);
    expect(new Set(done.map(({ correlationId }) => correlationId))).toEqual(new Set(['case-7']));
    expect(new Set(done.map((each) => each.traceparent))).toEqual(new Set([traceparent]));
    expect(new Set(done.map(({ actor }) => actor))).toEqual(new Set(['process:granting']));
    expect(done.map(({ streamId, commandId, causationId }) => [streamId, commandId, causationId])).toEqual([
      ['granting-1', 'wish-1:1', 'wish-1:1'],
      ['part-a', 'granting-1:3', 'granting-1:3'],
      ['granting-1', 'granting-1:3/accepted', 'part-a:1'],
      ['wish-1', 'granting-1:5', 'granting-1:5'],
      ['granting-1', 'granting-1:5/accepted', 'wish-1:2'],
      ['part-a', 'granting-1:7', 'granting-1:7'],
      ['granting-1', 'granting-1:7/accepted', 'part-a:2'],
    ]);
  });

  it('does nothing again, however often and by whichever host everything is delivered', async () => {
    const world = wishing();
    const host = world.newHost();
    await host.makeWish('1', 'a', 'b');
    await host.subscriber.deliver(world.feed());
    const before = world.feed();
    for (const each of [host, world.newHost(), world.newHost()])
      expect(await each.subscriber.deliver(world.feed())).toMatchObject({ applied: 0, parked: 0 });
    expect(world.feed()).toEqual(before);
  });

  it('undoes what it holds when a part is refused, and denies the wish', async () => {
    const world = wishing();
    const host = world.newHost();
    await host.holdPart('b', 'somebody');
    await host.makeWish('1', 'a', 'b', 'c');
    await drain(world, (documents) => host.subscriber.deliver(documents));
    expect(await world.statusOf('1')).toBe('compensated');
    expect(await world.stateOf('1')).toMatchObject({ reason: 'hold was refused: PartTaken' });
    const parts = inShort(world.feed()).filter((line) => /^(part|wish)-/.test(line));
    expect(parts.slice(-3)).toEqual(['part-c PartFreed', 'part-a PartFreed', 'wish-1 WishDenied']);
  });

  it('counts what comes after its end, and does not fail on it', async () => {
    const world = wishing();
    const host = world.newHost();
    await host.holdPart('a', 'somebody');
    await host.makeWish('1', 'a');
    await drain(world, (documents) => host.subscriber.deliver(documents));
    const before = world.feed().length;
    await host.withdrawWish('1');
    const late = world.feed().slice(before);
    expect(await host.subscriber.deliver(late)).toEqual({
      applied: 0,
      alreadyApplied: 0,
      notApplicable: late.length,
      parked: 0,
    });
  });

  it('leaves an ask to the feed when the store of its target is away, and fails the feed until it is back', async () => {
    const world = wishing();
    let isAway = true;
    const host = world.newHost((store) => ({
      ...store,
      append: (head, commit, ...more) =>
        isAway && commit.category === 'part'
          ? Promise.reject(new StoreUnavailable('away'))
          : store.append(head, commit, ...more),
    }));
    await host.makeWish('1', 'a');
    await host.subscriber.deliver(world.feed());
    expect(await world.statusOf('1')).toBe('running');
    await expect(host.subscriber.deliver(world.feed())).rejects.toThrow('away');
    isAway = false;
    await drain(world, (documents) => host.subscriber.deliver(documents));
    expect(await world.statusOf('1')).toBe('completed');
  });

  it('undoes what was accepted by a target after nobody waited for the answer any more', async () => {
    const world = wishing();
    const losing = world.newHost((store) => ({
      ...store,
      append: (head, commit, ...more) =>
        commit.commandId.endsWith('/accepted')
          ? Promise.reject(new StoreUnavailable('away'))
          : store.append(head, commit, ...more),
    }));
    await losing.makeWish('1', 'a');
    await losing.subscriber.deliver(world.feed());
    const next = world.newHost();
    const command = { type: 'NoticeDeadline', data: {}, at: '2026-05-04T10:02:00.000Z' } as const;
    const provenance = asBob('deadline');
    await next.handlerOf(granting.aggregate)({ entityId: '1', command, provenance, reach: 'all' });
    await drain(world, (documents) => next.subscriber.deliver(documents));
    expect(inShort(world.feed()).filter((line) => line.startsWith('part'))).toEqual([
      'part-a PartHeld',
      'part-a PartFreed',
    ]);
    expect(await world.statusOf('1')).toBe('compensated');
  });

  it('costs one create for itself and one for the target a step, and nothing when the feed comes with the same', async () => {
    const world = wishing();
    const calls: string[] = [];
    const counted = (store: EventStore): EventStore => ({
      read: (...args) => (calls.push('read'), store.read(...args)),
      readNewest: (...args) => (calls.push('readNewest'), store.readNewest(...args)),
      findByCommands: (...args) => (calls.push('findByCommands'), store.findByCommands(...args)),
      hasNext: (...args) => (calls.push('hasNext'), store.hasNext(...args)),
      append: (head, commit, ...more) => (calls.push(`append ${commit.category}`), store.append(head, commit, ...more)),
    });
    const host = world.newHost(counted);
    await host.makeWish('1', 'a');
    calls.length = 0;
    await host.subscriber.deliver(world.feed());
    const steps = 3; // a part held, the wish granted, the part used
    expect(calls.filter((call) => call === 'append granting')).toHaveLength(1 + steps);
    expect(calls).toHaveLength(1 + 2 * steps);
    await host.subscriber.deliver(world.feed());
    expect(calls).toHaveLength(1 + 2 * steps);
  });
});

describe('The rule that names the instance of an event', () => {
  const namedBy = (name: (wish: string) => string) => {
    const odd = declareProcess({
      name: 'odd',
      asks: {},
      starts: [trigger(wish, { WishMade: ({ entityId }) => name(entityId) })],
      memory: z.object({}),
      nothing: {},
      react: () => [],
    });
    const { capabilities } = memoryCapabilities(() => specTime);
    const running = run(system(declareModule({ aggregate: wish }), { processes: [odd] }), capabilities);
    const deliver = () => subscriberOf(running, odd.name).deliver(capabilities.eventStore.feed());
    return { capabilities, deliver, ...commandsOf(running) };
  };

  it('may put a version behind the longest id of an entity', async () => {
    const longest = 'w'.repeat(64);
    const { makeWish, deliver, capabilities } = namedBy((id) => `${id}-999999999`);
    await makeWish(longest, 'a');
    expect(await deliver()).toMatchObject({ applied: 1, parked: 0 });
    expect(await capabilities.eventStore.read(`odd-${longest}-999999999` as const)).toHaveLength(1);
  });

  it.each([
    ['', 'nothing'],
    ['a b', 'a space'],
    ['../a', 'a path'],
    ['i'.repeat(81), 'more than 80 characters'],
  ])('is code at fault where it gives %j: %s', async (id) => {
    const { makeWish, deliver, capabilities } = namedBy(() => id);
    await makeWish('1', 'a');
    await expect(deliver()).rejects.toThrow('odd cannot tell its instance');
    expect(capabilities.eventStore.feed()).toHaveLength(1);
  });
});

describe('A process that causes itself', () => {
  const endless = declareProcess({
    name: 'endless',
    asks: { wish: ask(wish, 'MakeWish', { within: 'PT1M', pivot: true }) },
    starts: [trigger(wish, { WishMade: ({ entityId }) => entityId })],
    memory: z.object({}),
    nothing: {},
    react: ({ what }, { id }) =>
      what === 'started'
        ? [{ ask: 'wish', to: String(Number(id) + 1), data: { parts: ['a'] } }]
        : what === 'accepted'
          ? [{ complete: true }]
          : [],
  });

  it('is stopped, and the event that would have gone on is parked with the reason', async () => {
    const { capabilities } = memoryCapabilities(() => specTime);
    const running = run(
      system(declareModule({ aggregate: wish }), declareModule({ aggregate: part }), { processes: [endless] }),
      capabilities,
    );
    await commandsOf(running).makeWish('1', 'a');
    const subscriber = subscriberOf(running, 'endless');
    await drain({ feed: () => capabilities.eventStore.feed() }, (documents) => subscriber.deliver(documents));
    const { items } = await capabilities.parkingLot.list({ limit: 10 });
    expect(items).toMatchObject([
      {
        streamId: 'wish-18',
        subscriber: 'endless',
        kind: 'code',
        reason: expect.stringContaining('17 processes have caused each other'),
      },
    ]);
  });
});
