import type { Happened, React, Reaction, Seen } from '../modelling/processes/reaction.ts';
import type { asks } from './asks.ts';
import type { Memory } from './memory.ts';
import { notCharged, outOfStock } from './reasons.ts';
import type { FulfilmentEvent } from './triggers.ts';

type Reactions = readonly Reaction<typeof asks, Memory>[];
type Told<What> = Extract<Happened<typeof asks, FulfilmentEvent>, { readonly what: What }>;

/** How fulfilment reacts. */
export const react: React<typeof asks, FulfilmentEvent, Memory> = (happened, seen) => {
  switch (happened.what) {
    case 'started':
    case 'heard':
      return begin(happened.by.event, seen);
    case 'accepted':
      return next(seen);
    case 'refused':
      return [{ fail: whyRefused(happened, seen.memory) }];
    case 'unanswered':
      return [{ fail: 'The order could not be fulfilled in time.' }];
    case 'compensated':
      return [{ ask: 'cancel', to: seen.id, data: { reason: happened.reason } }];
  }
};

const begin = (event: FulfilmentEvent, { id }: Seen<Memory>): Reactions => {
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
const next = ({ id, memory: { wanted }, asks: asked, isBeyondPivot }: Seen<Memory>): Reactions => {
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

const whyRefused = ({ ask, to, refusal }: Told<'refused'>, { wanted }: Memory): string => {
  if (ask === 'reserve')
    return outOfStock(wanted?.goods.find(({ productId }) => productId === to)?.name ?? to, refusal);
  return ask === 'charge' ? notCharged(refusal) : 'The order was cancelled.';
};
