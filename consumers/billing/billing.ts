import type { z } from 'zod';
import type { Containers } from '../../application/consumers/containers.ts';
import { declareConsumer, type Effect, type Message } from '../../application/consumers/declare-consumer.ts';
import { eventOf } from '../../application/messages/cloud-event.ts';
import { accountContracts, orderContracts } from '../../domain/contracts.ts';
import type { BillCommand } from './bill/commands.ts';
import type { OpenRegisters } from './bill/request.ts';
import { billingContainers } from './containers.ts';
import { issueDue } from './issue-due.ts';
import { listedOf, listUnder } from './listed.ts';
import { registerIdOf } from './register/register.ts';
import { sentBecauseOf } from './sent.ts';
import { tell } from './tell.ts';
import type { BillingStreams } from './streams.ts';

const contracts = { ...orderContracts, ...accountContracts };

type Contract = keyof typeof contracts;
type Told<Type extends Contract> = Message<Type, Readonly<z.infer<(typeof contracts)[Type]>>>;

/** With what billing takes a message. */
interface BillingTaking<Type extends Contract> {
  readonly message: Told<Type>;
  readonly containers: Containers<typeof billingContainers>;
  readonly tools: BillingStreams;
  readonly now: string;
}

/** What a message tells a bill, but for the time. */
type Said = BillCommand extends infer Each ? (Each extends BillCommand ? Omit<Each, 'at'> : never) : never;

/** A message after which no document can fall due. */
const noted = <Type extends Contract>(said: (message: Told<Type>) => Said) => ({
  ...ofItsOrder,
  take: async ({ message, tools, now }: BillingTaking<Type>): Promise<Effect<never>> => {
    await tellAt(now, tools, message, said(message));
    return { outcome: 'noted' };
  },
});

/** A message after which documents may fall due: they get their numbers before it counts as taken. */
const billed = <Type extends Contract>(said: (message: Told<Type>, registers: OpenRegisters) => Said) => ({
  ...ofItsOrder,
  take: async ({ message, containers: { customers }, tools, now }: BillingTaking<Type>): Promise<Effect<never>> => {
    await tellAt(now, tools, message, said(message, await openRegistersAt(now, tools)));
    const { orderId } = message.data;
    const bill = await issueDue(tools, orderId, message.event);
    if (bill === undefined) return { outcome: 'noted' };
    await listUnder(customers(bill.customerId), listedOf(orderId, bill));
    return { outcome: 'billed' };
  },
});

const ofItsOrder = { in: 'orders', partition: ({ orderId }: { readonly orderId: string }): string => orderId } as const;

const tellAt = (at: string, { bills }: BillingStreams, { data, event }: Told<Contract>, said: Said): Promise<void> =>
  tell(bills, { entityId: data.orderId, command: { ...said, at }, ...sentBecauseOf(event, eventOf(event)) });

/** Years are those of UTC. The numbers are read before a document is requested, so its own comes behind them. */
const openRegistersAt = async (now: string, { registers }: BillingStreams): Promise<OpenRegisters> => {
  const year = Number(now.slice(0, 4));
  const [invoices, creditNotes] = await Promise.all([
    registers.versionOf(registerIdOf('invoices', year)),
    registers.versionOf(registerIdOf('credit-notes', year)),
  ]);
  return { year, invoices, creditNotes };
};

/**
 * Billing: one invoice for each order that is paid, and credit notes for what is given back, numbered by year without gaps. Orders and accounts
 * are different streams, so a refund may come before the order that it is for. What a message needs of the past is in the bill of its
 * order; the bill and the registers are streams of billing's own event store.
 */
export const billing = declareConsumer<typeof contracts, typeof billingContainers, BillingStreams>({
  name: 'billing',
  contracts,
  containers: billingContainers,
  keepsStreams: true,
  hears: {
    'shop.order-placed.v1': noted<'shop.order-placed.v1'>(({ data, event: { streamversion: orderVersion } }) => {
      const { customerId, currency, country, placedAt } = data;
      const lines = data.lines.map(({ sku, name, unitPrice, quantity, discountPercent }) => ({
        ...{ sku, name, unitPrice, quantity, discountPercent },
      }));
      const placed = { orderVersion, customerId, currency, placedAt, lines };
      return { type: 'OpenBill', data: country === undefined ? placed : { ...placed, country } };
    }),
    'shop.order-quantity-changed.v1': noted<'shop.order-quantity-changed.v1'>(
      ({ data: { sku, to }, event: { streamversion: orderVersion } }) => ({
        type: 'ChangeBillQuantity',
        data: { orderVersion, sku, quantity: to },
      }),
    ),
    'shop.order-line-removed.v1': noted<'shop.order-line-removed.v1'>(
      ({ data: { sku }, event: { streamversion: orderVersion } }) => ({
        type: 'RemoveBillLine',
        data: { orderVersion, sku },
      }),
    ),
    'shop.order-paid.v1': billed<'shop.order-paid.v1'>(({ data: { accountId }, event }, registers) => {
      const paid = { orderVersion: event.streamversion, paidAt: event.time, registers };
      return { type: 'PayBill', data: accountId === undefined ? paid : { ...paid, accountId } };
    }),
    'shop.order-cancelled.v1': billed<'shop.order-cancelled.v1'>(
      ({ event: { streamversion: orderVersion } }, registers) => ({
        type: 'CancelBill',
        data: { orderVersion, registers },
      }),
    ),
    'shop.account-refunded.v1': billed<'shop.account-refunded.v1'>(
      ({ data: { accountId, currency, amount }, event }, registers) => ({
        type: 'RefundBill',
        data: { refundId: eventOf(event), accountId, currency, amount, registers },
      }),
    ),
  },
});
