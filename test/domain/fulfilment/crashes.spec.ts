import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overtaken, worksUntil, type Crash } from '../../support/failing-host.ts';
import { inTurns } from '../../support/in-turns.ts';
import { shopWithProcesses, type ShopWithProcesses } from '../shop-with-processes.ts';
import { confirmOrder, expectEnded, expectNothingTwice, obstacles, type Obstacle } from './ordering.ts';

const endOf = (obstacle: Obstacle) => (obstacle === 'nothing' ? 'completed' : 'compensated');

type Host = ReturnType<ShopWithProcesses['newHost']>;

/** Works, and once more when all waits are over. */
const workFor = async (shop: ShopWithProcesses, host: Host): Promise<void> => {
  await host.work();
  shop.pass('PT25H');
  await host.fire();
  await host.work();
};

/** Pays in what the account lacks, if there is one. */
const payIn = async ({ people }: ShopWithProcesses): Promise<void> => {
  const data = { reference: 'birthday', currency: 'EUR', amount: 1 };
  await people.account('savings', { type: 'DepositToAccount', data });
};

/** What somebody does while an order is fulfilled. */
const interfere = {
  nothing: async () => undefined,
  'paid in': payIn,
  cancelled: async ({ people }: ShopWithProcesses): Promise<void> => {
    await people.order('1', { type: 'CancelOrder', data: { reason: 'It rains' } });
  },
};

/** Fulfils an order on a host that crashes, and then on another one; gives whether the first came so far. */
const fulfilWithCrash = async (obstacle: Obstacle, crash: Crash): Promise<boolean> => {
  const shop = shopWithProcesses();
  await confirmOrder(shop, obstacle);
  const hasCrashed = await worksUntil(crash, (wrap) => workFor(shop, shop.newHost(wrap)));
  await workFor(shop, shop.newHost());
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

describe('An order whose account gets the money after all', () => {
  it('is fulfilled and charged once, or cancelled where that is too late, at whichever call to the store that is', async () => {
    const ends: string[] = [];
    let isDuring = true;
    for (let at = 1; isDuring; at += 1) {
      const shop = shopWithProcesses();
      await confirmOrder(shop, 'too little money');
      isDuring = false;
      const host = shop.newHost(
        overtaken(at, async () => {
          isDuring = true;
          await payIn(shop);
        }),
      );
      await workFor(shop, host);
      ends.push(await expectEnded(shop));
    }
    // Once it is too late it stays so.
    expect(ends).toEqual(ends.toSorted().toReversed());
    expect(new Set(ends)).toEqual(new Set(['completed', 'compensated']));
  });
});

describe('Two hosts that fulfil an order at once', () => {
  it('do everything once, however their steps interleave', async () => {
    const anyObstacle = fc.constantFrom(...obstacles);
    const anyInterference = fc.constantFrom('nothing', 'cancelled', 'paid in');
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyObstacle, anyInterference, async (scheduler, obstacle, interference) => {
        const shop = shopWithProcesses();
        await confirmOrder(shop, obstacle);
        const interfered = scheduler.schedule(Promise.resolve()).then(() => interfere[interference](shop));
        const hosts = [1, 2].map(() => shop.newHost((store) => inTurns(scheduler, store)));
        await scheduler.waitFor(Promise.all([interfered, ...hosts.map((host) => host.deliver())]));
        await workFor(shop, shop.newHost());
        const end = await expectEnded(shop);
        const isPaidIn = interference === 'paid in' && obstacle === 'too little money';
        if (interference !== 'cancelled') expect(end).toBe(isPaidIn ? 'completed' : endOf(obstacle));
        expectNothingTwice(shop);
      }),
      { numRuns: 40 },
    );
  });
});
