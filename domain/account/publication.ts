import type { Contracts } from '../modelling/contract.ts';
import { accountContracts } from './contracts.ts';
import type { accountEvents } from './events.ts';

/** Publishes what orders were charged and refunded. What else moves on an account stays inside. */
export const accountPublication: Contracts<typeof accountEvents> = {
  schemas: accountContracts,
  contractOf: ({ event, entityId: accountId }) => {
    switch (event.type) {
      case 'AccountCharged':
        return { type: 'shop.account-charged.v1', data: { accountId, ...event.data } };
      case 'AccountRefunded':
        return { type: 'shop.account-refunded.v1', data: { accountId, ...event.data } };
      case 'AccountOpened':
      case 'DepositedToAccount':
      case 'WithdrawnFromAccount':
      case 'TransferSent':
      case 'TransferReceived':
      case 'TransferRevoked':
      case 'TransferReturned':
        return undefined;
    }
  },
};
