import { expect, it } from 'vitest';
import { usualParking } from '../../../application/feed/failing-stream.ts';
import { parkedWorld } from './parked-world.ts';

const ofUnknownEvents = async (sheets: readonly string[]) => {
  const world = await parkedWorld(0, { ...usualParking, mostParked: 3 });
  for (const sheet of sheets) await world.appendUnknownEvent(sheet);
  return world;
};

it('a subscriber that parks more than its most within ten minutes stops, says so, and asks for the batch again', async () => {
  const world = await ofUnknownEvents(['1', '2', '3', '4', '5']);
  const process = world.process();
  expect(await process.deliver(world.feed().slice(0, 2))).toMatchObject({ parked: 2 });
  await expect(process.deliver(world.feed().slice(2))).rejects.toThrow('has parked 3 streams within 10 minutes');
  await expect(world.process().deliver(world.feed().slice(3))).rejects.toThrow('parks no more');
  expect((await world.parked()).map(({ streamId }) => streamId)).toEqual(['sheet-1', 'sheet-2', 'sheet-3']);
  expect(world.lines).toContainEqual({
    ...{ event: 'parking-stopped', subscriber: 'sheets', streamId: 'sheet-4', mostParked: 3 },
  });
});

it('what is parked already waits on, also when parking has stopped', async () => {
  const world = await ofUnknownEvents(['1', '2', '3', '4']);
  await expect(world.process().deliver(world.feed())).rejects.toThrow('parks no more');
  await world.appendUnknownEvent('1');
  expect(await world.process().deliver(world.feed().slice(4))).toMatchObject({ parked: 1 });
});

it('parking goes on when ten minutes have passed', async () => {
  const world = await ofUnknownEvents(['1', '2', '3', '4']);
  await expect(world.process().deliver(world.feed())).rejects.toThrow('parks no more');
  world.time.ms += usualParking.withinMs + 1;
  expect(await world.process().deliver(world.feed())).toMatchObject({ parked: 4 });
});
