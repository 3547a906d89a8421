import { expect, it } from 'vitest';
import { randomFor } from './random.ts';
import { newWorld, type Actor } from './world.ts';

const actor = (name: string): Actor => ({ name, isAlive: true });

it('lets all that follows from a turn follow before the next turn', async () => {
  const world = newWorld(randomFor(1, 'turns'), 10);
  const under: string[] = [];
  const overlaps: string[] = [];

  const work = async (name: string): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) {
      await world.turn(actor(name), `turn ${turn}`);
      overlaps.push(...under);
      under.push(name);
      for (let each = 0; each < 50; each += 1) await Promise.resolve();
      under.pop();
    }
  };
  const working = Promise.all(['one', 'other', 'third'].map(work));
  await world.run();
  await working;

  expect(overlaps).toEqual([]);
  expect(world.steps()).toBe(600);
});
