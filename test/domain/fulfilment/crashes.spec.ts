import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overtaken, worksUntil, type Crash } from '../../support/failing-host.ts';
import { inTurns } from '../../support/in-turns.ts';
import { shopWithProcesses } from '../shop-with-processes.ts';
import { confirmOrder, expectEnded, expectNothingTwice, obstacles, type Obstacle } from './ordering.ts';

const endOf = (obstacle: Obstacle) => (obstacle === 'nothing' ? 'completed' : 'compensated');

/** Fulfils an order on a host that crashes, and then on another one; gives whether the first came so far. */
const fulfilWithCrash = async (obstacle: Obstacle, crash: Crash): Promise<boolean> => {
  const shop = shopWithProcesses();
  await confirmOrder(shop, obstacle);
  const hasCrashed = await worksUntil(crash, (wrap) => shop.newHost(wrap).work());
  await shop.newHost().work();
  expect(await expectEnded(shop)).toBe(endOf(obstacle));
  expectNothingTwice(shop);
  return hasCrashed;
};

describe('A fulfilment whose host crashes', () => {
  const crashes = (['nothing', 'no cake', 'too little money'] as const).flatMap((obstacle) => [
    { obstacle, when: 'before' as const },
    { obstacle, when: 'after' as const },
  ]);

  it.each(crashes)(
    '$when any call to the store ends as ever: $obstacle stands in its way',
    async ({ obstacle, when }) => {
      let at = 1;
      while (await fulfilWithCrash(obstacle, { at, when })) at += 1;
      expect(at).toBeGreaterThan(10);
    },
  );
});

describe('An order that somebody cancels', () => {
  it('ends with goods and money, or with neither, at whichever call to the store that is', async () => {
    const ends = new Set<string>();
    let isDuring = true;
    for (let at = 1; isDuring; at += 1) {
      const shop = shopWithProcesses();
      await confirmOrder(shop, 'nothing');
      isDuring = false;
      const cancel = async () => {
        isDuring = true;
        await shop.people.order('1', { type: 'CancelOrder', data: { reason: 'It rains' } });
      };
      await shop.newHost(overtaken(at, cancel)).work();
      ends.add(await expectEnded(shop));
      expectNothingTwice(shop);
    }
    expect(ends).toEqual(new Set(['completed', 'compensated']));
  });
});

describe('Two hosts that fulfil an order at once', () => {
  it('do everything once, however their steps interleave', async () => {
    const anyObstacle = fc.constantFrom(...obstacles);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyObstacle, fc.boolean(), async (scheduler, obstacle, isCancelled) => {
        const shop = shopWithProcesses();
        await confirmOrder(shop, obstacle);
        const cancelled = scheduler.schedule(Promise.resolve()).then(async () => {
          if (isCancelled) await shop.people.order('1', { type: 'CancelOrder', data: { reason: 'It rains' } });
        });
        const hosts = [1, 2].map(() => shop.newHost((store) => inTurns(scheduler, store)));
        await scheduler.waitFor(Promise.all([cancelled, ...hosts.map((host) => host.deliver())]));
        await shop.newHost().work();
        const end = await expectEnded(shop);
        if (!isCancelled) expect(end).toBe(endOf(obstacle));
        expectNothingTwice(shop);
      }),
      { numRuns: 20 },
    );
  });
});
