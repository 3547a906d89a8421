import { beforeEach, describe, expect, it } from 'vitest';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { rememberedCommands } from '../../../application/streams/receipts.ts';
import type { Document } from '../../../consumers/billing/document.ts';
import { specTime } from '../../support/as-bob.ts';
import { asBob } from '../../support/as-bob.ts';
import { ofOrder, refundOf, wholeOrder } from './billing-messages.ts';
import { billingWorld, type AroundCall, type BillingProcess } from './billing-world.ts';

let world: ReturnType<typeof billingWorld>;
let billed: BillingProcess;
beforeEach(() => {
  world = billingWorld();
  billed = world.start();
});

const take = async (...messages: Parameters<BillingProcess['consumer']['handle']>[0][]) => {
  for (const message of messages) await billed.consumer.handle(message);
};
const one = ofOrder('1');

describe('billing', () => {
  it('issues an invoice for an order when it is paid, with what was changed before', async () => {
    await take(one.placed, one.changed);
    expect(await world.registerOf('invoices')).toEqual([]);
    await take(one.paid);
    expect(await world.registerOf('invoices')).toEqual([
      {
        ...{ series: 'invoices', year: 2026, number: 1, key: 'invoice', orderId: '1', customerId: 'bob' },
        ...{ currency: 'EUR', issuedAt: specTime, placedAt: specTime, paidAt: specTime },
        lines: [
          {
            ...{ sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 6, discountPercent: 0 },
            ...{ gross: 2700, net: 2700 },
          },
          {
            ...{ sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10 },
            ...{ gross: 1290, net: 1161 },
          },
        ],
        ...{ gross: 3990, net: 3861 },
      },
    ]);
  });

  it('numbers invoices one after the other, and each year from the beginning', async () => {
    await take(one.placed, ofOrder('2').placed, ofOrder('3').placed, ofOrder('2').paid, one.paid);
    world.time.now = '2027-01-01T00:00:00.000Z';
    await take(ofOrder('3').paid);
    expect((await world.registerOf('invoices')).map(({ number, orderId }) => [number, orderId])).toEqual([
      [1, '2'],
      [2, '1'],
    ]);
    expect(await world.registerOf('invoices', 2027)).toMatchObject([{ number: 1, orderId: '3', year: 2027 }]);
  });

  it('credits what an account got back, and names the invoice', async () => {
    await take(one.placed, one.paidBy('main'), refundOf('1', 7, 1000));
    expect(await world.registerOf('credit-notes')).toEqual([
      {
        ...{ series: 'credit-notes', year: 2026, number: 1, key: 'refund-account-main:7', orderId: '1' },
        ...{ customerId: 'bob', currency: 'EUR', issuedAt: specTime },
        ...{ invoice: { year: 2026, number: 1 }, reason: 'refunded', amount: 1000 },
      },
    ]);
  });

  it('credits a refund that it hears of before the order', async () => {
    await take(refundOf('1', 7, wholeOrder), one.placed, one.paidBy('main'));
    expect(await world.registerOf('credit-notes')).toMatchObject([{ amount: wholeOrder, invoice: { number: 1 } }]);
  });

  it('lists the documents of a customer', async () => {
    await take(one.placed, one.paid, one.cancelled, ofOrder('2', 'ada').placed, ofOrder('2', 'ada').paid);
    expect(await world.listOf('bob')).toMatchObject([
      { numberText: 'C2026-000001', amount: wholeOrder, orderId: '1', series: 'credit-notes' },
      { numberText: '2026-000001', amount: wholeOrder, orderId: '1', series: 'invoices' },
    ]);
    expect(await world.listOf('ada')).toMatchObject([{ numberText: '2026-000002' }]);
  });

  it('can never take a message about an order whose placement was not taken', async () => {
    await expect(take(one.paid)).rejects.toThrow(Undeliverable);
    await expect(take(one.paid)).rejects.toThrow('The message that order 1 was placed was not taken.');
  });

  it('keeps nothing of why an order was cancelled', async () => {
    await take(one.placed, one.paid, one.cancelled);
    const credited = JSON.stringify([await world.registerOf('credit-notes'), await world.listOf('bob')]);
    expect(credited).not.toContain('rains');
  });

  it('finds the number again that it gave long ago, before it crashed', async () => {
    await issueOthers('early', 3);
    await take(one.placed);
    const dying = world.start(dyingAfterAppend(2));
    await expect(dying.consumer.handle(one.paid)).rejects.toThrow('crashed');
    await issueOthers('late', rememberedCommands + 300);
    world.time.now = '2026-08-04T10:00:00.000Z';
    billed = world.start();
    await take(one.paid);
    const numbers = (await world.registerOf('invoices')).filter(({ orderId }) => orderId === '1');
    expect(numbers.map(({ number }) => number)).toEqual([4]);
    expect(await world.listOf('bob')).toMatchObject([{ numberText: '2026-000004' }]);
  });
});

/** Ends the process when its so manyeth append has happened, before anybody knows. */
const dyingAfterAppend = (last: number): AroundCall => {
  let appends = 0;
  return async (call) => {
    if (appends === last) throw new Error('crashed');
    const result = await call();
    if (isAppended(result)) appends += 1;
    if (appends === last) throw new Error('crashed');
    return result;
  };
};

const isAppended = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'outcome' in result && result.outcome === 'appended';

const issueOthers = async (name: string, count: number): Promise<void> => {
  const { registers } = billed.streams;
  const handled = Array.from({ length: count }, (_, index) => {
    const document: Document = {
      ...{ series: 'invoices', key: 'invoice', orderId: `${name}-${index}`, customerId: 'eve', currency: 'EUR' },
      ...{ issuedAt: specTime, placedAt: specTime, paidAt: specTime, lines: [], gross: 0, net: 0 },
    };
    const command = { type: 'IssueDocument' as const, data: { document, searchedTo: count }, at: specTime };
    return registers.handle({
      ...{ entityId: 'invoices-2026', command, provenance: asBob(`${name}-${index}`), reach: 'all' },
    });
  });
  for (const { outcome } of await Promise.all(handled)) if (outcome !== 'accepted') throw new Error(outcome);
};
