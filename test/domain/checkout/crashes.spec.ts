import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worksUntil, type Crash } from '../../support/failing-host.ts';
import { inTurns } from '../../support/in-turns.ts';
import { shopWithProcesses } from '../shop-with-processes.ts';
import { checkOutCart, expectEnded, obstacles, type Obstacle } from './checking-out.ts';

const endOf = (obstacle: Obstacle) => (obstacle === 'nothing' ? 'completed' : 'compensated');

/** Checks out on a host that crashes, and then on another one; gives whether the first came so far. */
const checkOutWithCrash = async (obstacle: Obstacle, crash: Crash): Promise<boolean> => {
  const shop = shopWithProcesses();
  await checkOutCart(shop, obstacle);
  const hasCrashed = await worksUntil(crash, (wrap) => shop.newHost(wrap).work());
  await shop.newHost().work();
  expect(await expectEnded(shop)).toBe(endOf(obstacle));
  return hasCrashed;
};

describe('A check-out whose host crashes', () => {
  const crashes = obstacles.flatMap((obstacle) => [
    { obstacle, when: 'before' as const },
    { obstacle, when: 'after' as const },
  ]);

  it.each(crashes)(
    '$when any call to the store ends as ever: $obstacle stands in its way',
    async ({ obstacle, when }) => {
      let at = 1;
      while (await checkOutWithCrash(obstacle, { at, when })) at += 1;
      expect(at).toBeGreaterThan(3);
    },
  );
});

describe('Two hosts that work on a check-out at once', () => {
  it('place one order, however their steps interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom(...obstacles), async (scheduler, obstacle) => {
        const shop = shopWithProcesses();
        await checkOutCart(shop, obstacle);
        const hosts = [1, 2].map(() => shop.newHost((store) => inTurns(scheduler, store)));
        await scheduler.waitFor(Promise.all(hosts.map((host) => host.deliver())));
        await shop.newHost().work();
        expect(await expectEnded(shop)).toBe(endOf(obstacle));
      }),
      { numRuns: 40 },
    );
  });
});
