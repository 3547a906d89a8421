import { expect, it } from 'vitest';
import { consumerWorld } from './consumer-world.ts';

it('A stream is tried however many that are due before it cannot be read', async () => {
  const world = consumerWorld();
  world.fails = () => {
    throw new Error('no ink');
  };
  const damaged = Array.from({ length: 120 }, (_, index) => `damaged-${index}`);
  for (const streamId of [...damaged, 'whole']) await world.take(streamId, 1);
  await world.time.run(world.time.sleep(60 * 60_000));
  world.fails = () => undefined;
  const { waiting } = world;
  const find: typeof waiting.find = (streamId) =>
    damaged.includes(streamId) ? Promise.reject(new Error('The document is damaged.')) : waiting.find(streamId);
  const { taken } = await world.time.run(world.instance({ waiting: { ...waiting, find } }).tryDue());
  expect([taken, world.effects]).toEqual([1, ['whole:1']]);
});
