import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overtaken, worksUntil, type Crash } from '../../support/failing-host.ts';
import { inTurns } from '../../support/in-turns.ts';
import { shopWithProcesses } from '../shop-with-processes.ts';
import { expectEnded, obstacles, openEvesAccount, sendMoney, type Obstacle } from './transferring.ts';

const endOf = (obstacle: Obstacle) => (obstacle === 'nothing' ? 'completed' : 'compensated');

/** Transfers on a host that crashes, and then on another one; gives whether the first came so far. */
const transferWithCrash = async (obstacle: Obstacle, crash: Crash): Promise<boolean> => {
  const shop = shopWithProcesses();
  await sendMoney(shop, obstacle);
  const hasCrashed = await worksUntil(crash, (wrap) => shop.newHost(wrap).work());
  await shop.newHost().work();
  expect(await expectEnded(shop)).toBe(endOf(obstacle));
  return hasCrashed;
};

describe('A transfer whose host crashes', () => {
  const crashes = obstacles.flatMap((obstacle) => [
    { obstacle, when: 'before' as const },
    { obstacle, when: 'after' as const },
  ]);

  it.each(crashes)(
    '$when any call to the store ends as ever: $obstacle stands in its way',
    async ({ obstacle, when }) => {
      let at = 1;
      while (await transferWithCrash(obstacle, { at, when })) at += 1;
      expect(at).toBeGreaterThan(4);
    },
  );
});

describe('A transfer to an account that is opened only then', () => {
  it('makes no money, and loses none, at whichever call to the store that is', async () => {
    const ends = new Set<string>();
    let isDuring = true;
    for (let at = 1; isDuring; at += 1) {
      const shop = shopWithProcesses();
      await sendMoney(shop, 'no account');
      isDuring = false;
      const open = async () => {
        isDuring = true;
        await openEvesAccount(shop);
      };
      await shop.newHost(overtaken(at, open)).work();
      ends.add(await expectEnded(shop));
    }
    expect(ends).toEqual(new Set(['completed', 'compensated']));
  });
});

describe('Two hosts that work on a transfer at once', () => {
  it('make no money, and lose none, however their steps interleave, and whenever the account is opened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.constantFrom(...obstacles), async (scheduler, obstacle) => {
        const shop = shopWithProcesses();
        await sendMoney(shop, obstacle);
        const opened = scheduler.schedule(Promise.resolve()).then(async () => {
          if (obstacle === 'no account') await openEvesAccount(shop);
        });
        const hosts = [1, 2].map(() => shop.newHost((store) => inTurns(scheduler, store)));
        await scheduler.waitFor(Promise.all([opened, ...hosts.map((host) => host.deliver())]));
        await shop.newHost().work();
        const end = await expectEnded(shop);
        if (obstacle !== 'no account') expect(end).toBe(endOf(obstacle));
      }),
      { numRuns: 40 },
    );
  });
});
