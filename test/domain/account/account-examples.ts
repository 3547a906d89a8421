import type { AccountCommand, AccountEvent } from '../../../domain/account/index.ts';

/** Fixed examples for every account spec: Bob's account in euros. */
export const opening = { customerId: 'bob', currency: 'EUR' };

const { currency } = opening;

export const opened: AccountEvent = { type: 'AccountOpened', data: opening };

export const deposited = (amount: number, reference = 'transfer-1'): AccountEvent => ({
  type: 'DepositedToAccount',
  data: { reference, currency, amount },
});

export const withdrawn = (amount: number, reference = 'cash-1'): AccountEvent => ({
  type: 'WithdrawnFromAccount',
  data: { reference, currency, amount },
});

export const charged = (amount: number, orderId = '1'): AccountEvent => ({
  type: 'AccountCharged',
  data: { orderId, currency, amount },
});

export const refunded = (amount: number, reference = 'broken-cup', orderId = '1'): AccountEvent => ({
  type: 'AccountRefunded',
  data: { orderId, reference, currency, amount },
});

export const sent = (amount: number, to = '2', reference = 'rent'): AccountEvent => ({
  type: 'TransferSent',
  data: { reference, to, currency, amount },
});

export const received = (amount: number, transferId = '2-3'): AccountEvent => ({
  type: 'TransferReceived',
  data: { transferId, from: '2', currency, amount },
});

export const revoked = (amount: number, transferId = '2-3'): AccountEvent => ({
  type: 'TransferRevoked',
  data: { transferId, from: '2', currency, amount },
});

export const returned = (amount: number, transferId = '1-3'): AccountEvent => ({
  type: 'TransferReturned',
  data: { transferId, to: '2', reason: 'There is no such account.', currency, amount },
});

/** The commands to Bob's account. */
export const ask = {
  open: { type: 'OpenAccount', data: opening },
  deposit: (amount: number, reference = 'transfer-1') =>
    ({ type: 'DepositToAccount', data: { reference, currency, amount } }) as const,
  withdraw: (amount: number, reference = 'cash-1') =>
    ({ type: 'WithdrawFromAccount', data: { reference, currency, amount } }) as const,
  transfer: (amount: number, to = '2', reference = 'rent') =>
    ({ type: 'TransferFromAccount', data: { reference, to, currency, amount } }) as const,
  receive: (amount: number, transferId = '2-3') =>
    ({ type: 'ReceiveTransfer', data: { transferId, from: '2', currency, amount } }) as const,
  revoke: (amount: number, transferId = '2-3') =>
    ({ type: 'RevokeTransfer', data: { transferId, from: '2', currency, amount } }) as const,
  giveBack: (amount: number, transferId = '1-3') =>
    ({
      type: 'ReturnTransfer',
      data: { transferId, to: '2', reason: 'There is no such account.', currency, amount },
    }) as const,
  charge: (amount: number, orderId = '1') => ({ type: 'ChargeAccount', data: { orderId, currency, amount } }) as const,
  refund: (amount: number, reference = 'broken-cup', orderId = '1') =>
    ({ type: 'RefundAccount', data: { orderId, reference, currency, amount } }) as const,
} as const satisfies Readonly<
  Record<string, Omit<AccountCommand, 'at'> | ((...of: never[]) => Omit<AccountCommand, 'at'>)>
>;
