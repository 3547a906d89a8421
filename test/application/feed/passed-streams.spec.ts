import { describe, expect, it } from 'vitest';
import { passedStreams } from '../../../application/feed/passed-streams.ts';
import { run } from '../../../application/system/run.ts';
import { specTime } from '../../support/as-bob.ts';
import { ledger } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { append, happened } from '../views/totals/counting.ts';

const { opened, changed } = happened;

/** A ledger that counts how many streams its parking lot is asked about. */
const asking = () => {
  const { capabilities } = memoryCapabilities(() => specTime);
  const asked: (readonly string[])[] = [];
  const parkingLot: typeof capabilities.parkingLot = {
    ...capabilities.parkingLot,
    parkedAmong: (subscriber, streamIds) => {
      asked.push(streamIds);
      return capabilities.parkingLot.parkedAmong(subscriber, streamIds);
    },
  };
  const newProcess = (name: string) => subscriberOf(run(ledger, { ...capabilities, parkingLot }), name);
  const write = (...commits: Parameters<typeof append>[2][]) => append(capabilities.eventStore, '1', ...commits);
  const feed = (from = 0) => capabilities.eventStore.feed().slice(from);
  return { ...capabilities, asked, newProcess, write, feed };
};

const parkedAt = { reason: 'rain', parkedAt: specTime, document: {}, streamId: 'sheet-1' };

describe.each(['publishing', 'archive'])('The subscriber %s, which keeps the order of a stream', (name) => {
  it('asks about no stream that begins, or goes on where this process has delivered it', async () => {
    const world = asking();
    const process = world.newProcess(name);
    await world.write([opened({ rent: 5 })]);
    await process.deliver(world.feed());
    await world.write([changed('rent', 6)], [changed('rent', 7)]);
    await process.deliver(world.feed(1));
    await process.deliver(world.feed());
    expect(world.asked).toEqual([]);
  });

  it('asks about a stream that another process has delivered, and about one behind a gap, and lets them wait', async () => {
    const world = asking();
    const [first, second] = [world.newProcess(name), world.newProcess(name)];
    await world.write([opened({ rent: 5 })], [changed('rent', 6)], [changed('rent', 7)]);
    await first.deliver(world.feed().slice(0, 1));
    await world.parkingLot.park({ subscriber: name, ...parkedAt });
    expect(await second.deliver(world.feed(1))).toMatchObject({ parked: 1, applied: 0 });
    expect(await first.deliver(world.feed(2))).toMatchObject({ parked: 1, applied: 0 });
    expect(world.asked).toEqual([['sheet-1'], ['sheet-1']]);
  });

  it('asks about a stream that it has parked itself', async () => {
    const world = asking();
    const process = world.newProcess(name);
    await world.write([opened({ rent: 5 })]);
    await process.deliver(world.feed());
    await process.deliver([{ streamId: 'sheet-1', id: 'broken' }]);
    await world.write([changed('rent', 6)]);
    expect(await process.deliver(world.feed(1))).toMatchObject({ parked: 1, applied: 0 });
    await world.parkingLot.release(name, 'sheet-1', (await world.parkingLot.find(name, 'sheet-1'))?.revision ?? '');
    expect(await process.deliver(world.feed(1))).toMatchObject({ parked: 0 });
  });

  it('asks again once somebody has replayed the stream', async () => {
    const world = asking();
    const process = world.newProcess(name);
    await world.write([opened({ rent: 5 })]);
    await process.deliver(world.feed());
    await process.deliver(world.feed(), 'replay');
    await world.write([changed('rent', 6)]);
    await process.deliver(world.feed(1));
    expect(world.asked).toEqual([['sheet-1']]);
  });
});

it('What is known of streams is bounded: the one delivered longest ago is asked about again', () => {
  const passed = passedStreams(2);
  const at = (version: number) => [{ commit: { version, events: [{}] }, document: {} }] as never;
  for (const streamId of ['a', 'b', 'a', 'c']) passed.pass(streamId, at(1));
  expect(['a', 'b', 'c'].map((streamId) => passed.isContinuedBy(streamId, at(2)))).toEqual([true, false, true]);
});
