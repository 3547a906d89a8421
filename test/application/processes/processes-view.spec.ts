import { describe, expect, it } from 'vitest';
import { auditsOf } from '../../../application/system/audits.ts';
import { run } from '../../../application/system/run.ts';
import { processesByChange, processesByDeadline } from '../../../domain/modelling/processes/processes-view.ts';
import { shardOf, shards } from '../../../domain/modelling/shard.ts';
import { specTime } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { clerk } from '../../support/readers.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { notedWishes } from '../../support/wishes/index.ts';
import { commandsOf } from './wish-commands.ts';

const view = notedWishes.processesView ?? expect.fail('It has processes.');

/** Three wishes: the first is granted, the second denied, the third waits for parts, as nobody carries its asks out. */
const wished = async () => {
  const { capabilities } = memoryCapabilities(() => specTime);
  const { eventStore } = capabilities;
  const running = run(notedWishes, capabilities);
  const people = commandsOf(running);
  const deliver = async (name: string) => subscriberOf(running, name).deliver(eventStore.feed());
  await people.holdPart('x', 'somebody');
  await people.makeWish('1', 'a');
  await people.makeWish('2', 'x');
  for (const name of ['granting', 'noting', 'granting']) await deliver(name);
  const away = run(notedWishes, {
    ...capabilities,
    eventStore: {
      ...eventStore,
      append: (head, commit, ...more) =>
        commit.category === 'part' ? Promise.reject(new Error('away')) : eventStore.append(head, commit, ...more),
    },
  });
  await people.makeWish('3', 'b');
  await subscriberOf(away, 'granting')
    .deliver(eventStore.feed().slice(-1))
    .catch(() => undefined);
  const documents = running.readerOf(view);
  return {
    capabilities,
    deliver: (feed = eventStore.feed()) => subscriberOf(running, 'processes').deliver(feed),
    feed: () => eventStore.feed(),
    documents,
    inShort: async () => {
      const { items } = await documents.search(processesByChange).for(clerk).list({ limit: 100, direction: 'asc' });
      return items.map((each) => `${each.view.process} ${each.view.processId} ${each.view.status}`).toSorted();
    },
  };
};

const everything = [
  'granting 1 completed',
  'granting 2 compensated',
  'granting 3 running',
  'noting 1 completed',
  'noting 2 completed',
];

describe('The view of the processes of a business', () => {
  it('has a document of each instance, also where two processes have the same ids', async () => {
    const world = await wished();
    expect(await world.deliver()).toMatchObject({ applied: 5, parked: 0 });
    expect(await world.inShort()).toEqual(everything);
  });

  it('comes to the same, in which pieces and how often ever it is delivered', async () => {
    const world = await wished();
    const feed = world.feed();
    for (const each of [...feed, ...feed.toReversed()]) await world.deliver([each]);
    expect(await world.deliver()).toMatchObject({ applied: 0, alreadyApplied: 5 });
    expect(await world.inShort()).toEqual(everything);
  });

  it('finds an instance by its name, as it was and as it is', async () => {
    const world = await wished();
    await world.deliver();
    const id = 'granting-2';
    const read = await world.documents.for(clerk).read({ id, partition: shardOf(id) });
    expect(read).toMatchObject({ found: 'current', view: { status: 'compensated', processId: '2' } });
    const past = run(notedWishes, world.capabilities).pastOf(view);
    expect(await past.asOf(clerk, id, { version: 3 })).toMatchObject({ view: { status: 'running' }, version: 3 });
  });

  it('lists by process, status and definition, and counts within a shard', async () => {
    const world = await wished();
    await world.deliver();
    const search = world.documents.search(processesByChange).for(clerk);
    const equal = { process: 'granting', status: 'compensated', definition: 1 };
    const { items } = await search.list({ limit: 10, equal });
    expect(items.map((each) => each.view.processId)).toEqual(['2']);
    const counts = await Promise.all(shards.map((partition) => search.count({ partition, equal })));
    expect(counts.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('finds in each shard those whose deadline has passed, and no other', async () => {
    const world = await wished();
    await world.deliver();
    const search = world.documents.search(processesByDeadline).for(clerk);
    const dueBefore = async (before: string) => {
      const pages = await Promise.all(
        shards.map((partition) => search.list({ partition, before, direction: 'asc', limit: 10 })),
      );
      return pages.flatMap(({ items }) => items.map((each) => each.view.processId));
    };
    const [waiting] = (
      await world.documents
        .search(processesByChange)
        .for(clerk)
        .list({ limit: 10, equal: { status: 'running' } })
    ).items;
    const dueAt = waiting?.view.dueAt ?? '';
    expect(await dueBefore(dueAt)).toEqual([]);
    expect(await dueBefore(`${dueAt}x`)).toEqual(['3']);
    expect(await dueBefore('9999-01-01T00:00:00.000Z')).toEqual(['3']);
  });

  it('is audited, and repaired, as every view', async () => {
    const world = await wished();
    await world.deliver();
    const documents = world.capabilities.readModel(view);
    const key = { id: 'granting-1', partition: shardOf('granting-1') };
    const found = await documents.find(key);
    await documents.remove(key, found?.etag ?? '');
    const audited = auditsOf(notedWishes, {
      ...world.capabilities,
      clock: () => '2027-01-01T00:00:00.000Z',
      pause: () => Promise.resolve(),
      random: () => 0,
      sample: 'all',
    }).get('processes');
    expect(audited?.categories).toEqual(['granting', 'noting']);
    expect(await audited?.checkStream('granting-1', true)).toEqual([
      { difference: 'The document of granting-1 is missing.', isRepaired: true },
    ]);
    expect(await audited?.checkStream('granting-1', true)).toEqual(['right']);
    for await (const entries of audited?.entries() ?? [])
      for (const entry of entries) expect(await entry(false)).toEqual(['right']);
    expect(await world.inShort()).toEqual(everything);
  });
});
