import type { Happened, React, Reaction, Seen } from '../modelling/processes/reaction.ts';
import type { asks } from './asks.ts';
import type { Memory } from './memory.ts';
import { notCharged, notPaidIn, outOfStock } from './reasons.ts';
import type { FulfilmentEvent } from './triggers.ts';
import type { Wait } from './waits.ts';

type Reactions = readonly Reaction<typeof asks, Memory, Wait>[];
type Told<What> = Extract<Happened<typeof asks, FulfilmentEvent, Wait>, { readonly what: What }>;

/** How fulfilment reacts. */
export const react: React<typeof asks, FulfilmentEvent, Memory, Wait> = (happened, seen) => {
  switch (happened.what) {
    case 'started':
    case 'heard':
      return begin(happened.by.event, seen);
    case 'accepted':
      return next(seen);
    case 'refused':
      return happened.ask === 'charge' && happened.refusal.type === 'InsufficientFunds'
        ? awaitMoney(happened, seen)
        : [{ fail: whyRefused(happened, seen.memory) }];
    case 'unanswered':
      return [{ fail: 'The order could not be fulfilled in time.' }];
    case 'timed-out':
      return tryAgain(happened, seen);
    case 'compensated':
      return [{ ask: 'cancel', to: seen.id, data: { reason: happened.reason } }];
  }
};

const begin = (event: FulfilmentEvent, { id }: Seen<Memory, Wait>): Reactions => {
  if (event.type === 'OrderCancelled') return [{ fail: event.data.reason }];
  const { fulfilment: wanted } = event.data;
  if (wanted === undefined) return [];
  const reserving = wanted.goods.map(({ productId, quantity }): Reactions[number] => ({
    ask: 'reserve',
    to: productId,
    data: { holder: id, quantity },
  }));
  return [{ remember: { wanted } }, ...reserving];
};

/** The next step, once all that was asked is answered. */
const next = ({ id, memory: { wanted }, asks: asked, isBeyondPivot }: Seen<Memory, Wait>): Reactions => {
  const isAsked = (name: keyof typeof asks): boolean => asked.some((each) => each.ask === name);
  if (wanted === undefined || !asked.every(({ status }) => status === 'accepted' || status === 'skipped')) return [];
  const { goods, accountId, customerId, currency, amount } = wanted;
  if (isBeyondPivot)
    return isAsked('handOver')
      ? [{ complete: true }]
      : goods.map(({ productId }) => ({ ask: 'handOver', to: productId, data: { holder: id } }));
  if (amount > 0 && !isAsked('charge'))
    return [{ ask: 'charge', to: accountId, data: { orderId: id, customerId, currency, amount } }];
  return isAsked('pay') ? [{ ask: 'ship', to: id, data: {} }] : [{ ask: 'pay', to: id, data: { accountId } }];
};

/** The stock stays set aside while the customer may pay in. An account that is not there, or not theirs, is not waited for. */
const awaitMoney = ({ to }: Told<'refused'>, { memory: { isLastTry }, waits }: Seen<Memory, Wait>): Reactions => {
  if (isLastTry) return [{ fail: notPaidIn }];
  const payment: Reactions = waits.includes('payment') ? [] : [{ wait: 'payment' }];
  return [{ postpone: 'charge', to }, ...payment, { wait: 'nextTry' }];
};

/** What was paid in up to the end of the time counts, so the account is tried once more then. */
const tryAgain = ({ wait }: Told<'timed-out'>, { memory, asks: asked }: Seen<Memory, Wait>): Reactions => {
  const charge = asked.findLast(({ ask }) => ask === 'charge');
  if (charge === undefined || charge.status === 'accepted') return [];
  const isOver = wait === 'payment';
  const reason = isOver ? 'The time for paying in is over.' : 'Money may have been paid in.';
  const again: Reactions =
    charge.status === 'postponed' ? [{ again: 'charge', to: charge.target.entityId, reason }] : [];
  return isOver ? [{ remember: { ...memory, isLastTry: true } }, ...again] : again;
};

const whyRefused = ({ ask, to, refusal }: Told<'refused'>, { wanted }: Memory): string => {
  if (ask === 'reserve')
    return outOfStock(wanted?.goods.find(({ productId }) => productId === to)?.name ?? to, refusal);
  return ask === 'charge' ? notCharged(refusal) : 'The order was cancelled.';
};
