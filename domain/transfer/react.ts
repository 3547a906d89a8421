import type { Refusal } from '../modelling/processes/process-events.ts';
import type { React } from '../modelling/processes/reaction.ts';
import type { asks } from './asks.ts';
import type { Memory } from './memory.ts';
import type { TransferEvent } from './triggers.ts';

/** How a transfer reacts. */
export const react: React<typeof asks, TransferEvent, Memory> = (happened, { id: transferId, memory: { sent } }) => {
  switch (happened.what) {
    case 'started':
    case 'heard': {
      const { entityId: from, event } = happened.by;
      const { to, currency, amount } = event.data;
      return [
        { remember: { sent: { from, to, currency, amount } } },
        { ask: 'credit', to, data: { transferId, from, currency, amount } },
      ];
    }
    case 'accepted':
      return happened.ask === 'credit' ? [{ complete: true }] : [];
    case 'refused':
      return [{ fail: whyRefused(happened.refusal) }];
    case 'unanswered':
      return [];
    case 'compensated': {
      if (sent === undefined) return [];
      const { from, to, currency, amount } = sent;
      return [{ ask: 'giveBack', to: from, data: { transferId, to, reason: happened.reason, currency, amount } }];
    }
  }
};

/** Why the money did not arrive, for the sender. */
const whyRefused = ({ type }: Refusal): string => {
  switch (type) {
    case 'AccountNotOpened':
      return 'There is no such account.';
    case 'OtherCurrency':
      return 'The account is in another currency.';
    default:
      return 'The account could not take the money.';
  }
};
