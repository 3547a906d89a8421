import { describe, expect, it } from 'vitest';
import { worksUntilAppend } from '../../support/failing-host.ts';
import { shopWithProcesses } from '../shop-with-processes.ts';
import { confirmOrder, expectEnded, expectNothingTwice } from './ordering.ts';

/** Two reservations, the charge, the payment, the shipment, and two that hand the goods over. */
const steps = 7;

describe('Until an order is fulfilled the feed has to deliver', () => {
  it('once: what a step has asked is carried out in the same delivery', async () => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, 'nothing');
    await shop.newHost().deliver();
    expect(await expectEnded(shop)).toBe('completed');
  });

  it('at most twice for each step, even where every host dies after the first thing that it has written', async () => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, 'nothing');
    let deliveries = 0;
    while (await worksUntilAppend((wrap) => shop.newHost(wrap).deliver())) deliveries += 1;
    expect(await expectEnded(shop)).toBe('completed');
    expectNothingTwice(shop);
    expect(deliveries).toBeGreaterThan(steps);
    expect(deliveries).toBeLessThanOrEqual(1 + 2 * steps);
  });
});
