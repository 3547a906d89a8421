import { z } from 'zod';
import { declareLog, logSource } from '../modelling/log.ts';
import { byPosition } from '../modelling/position.ts';
import type { Recorded } from '../modelling/recorded.ts';
import { accountView, type AccountView } from './account-view.ts';
import { account } from './account.ts';
import type { AccountEvent } from './events.ts';

/** A line of a statement: what was moved, and the balance after it. Amounts in minor units. */
export const statementLineSchema = z
  .object({
    accountId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    at: z.iso.datetime(),
    kind: z.enum([
      ...(['deposit', 'withdrawal', 'charge', 'refund'] as const),
      ...(['transfer-sent', 'transfer-received', 'transfer-revoked', 'transfer-returned'] as const),
    ]),
    /** Above zero where money came in, below where it went out. */
    amount: z.int(),
    balance: z.int(),
    orderId: z.string().exactOptional(),
    reference: z.string().exactOptional(),
    /** The account at the other end of a transfer. */
    otherAccountId: z.string().exactOptional(),
    /** Of a transfer that came back: why. */
    reason: z.string().exactOptional(),
  })
  .readonly();

/** A line of a statement. */
export type StatementLine = z.infer<typeof statementLineSchema>;

const kindOf = (type: Exclude<AccountEvent['type'], 'AccountOpened'>): StatementLine['kind'] => {
  switch (type) {
    case 'DepositedToAccount':
      return 'deposit';
    case 'WithdrawnFromAccount':
      return 'withdrawal';
    case 'AccountCharged':
      return 'charge';
    case 'AccountRefunded':
      return 'refund';
    case 'TransferSent':
      return 'transfer-sent';
    case 'TransferReceived':
      return 'transfer-received';
    case 'TransferRevoked':
      return 'transfer-revoked';
    case 'TransferReturned':
      return 'transfer-returned';
  }
};

type Named = Pick<StatementLine, 'orderId' | 'reference' | 'otherAccountId' | 'reason'>;

/** What the movement is known by. */
const namesOf = (event: Exclude<AccountEvent, { readonly type: 'AccountOpened' }>): Named => {
  switch (event.type) {
    case 'DepositedToAccount':
    case 'WithdrawnFromAccount':
      return { reference: event.data.reference };
    case 'AccountCharged':
      return { orderId: event.data.orderId };
    case 'AccountRefunded':
      return { orderId: event.data.orderId, reference: event.data.reference };
    case 'TransferSent':
      return { reference: event.data.reference, otherAccountId: event.data.to };
    case 'TransferReceived':
    case 'TransferRevoked':
      return { reference: event.data.transferId, otherAccountId: event.data.from };
    case 'TransferReturned':
      return { reference: event.data.transferId, otherAccountId: event.data.to, reason: event.data.reason };
  }
};

/**
 * The line about an event, `before` being the account as it was. Nothing but the fold knows the balance, so no event can say another one
 * than the sum of the history.
 */
export const statementLine = (
  recorded: Recorded<AccountEvent>,
  before: AccountView | undefined,
): StatementLine | undefined => {
  const { event, recordedAt } = recorded;
  const after = accountView(before, recorded);
  if (event.type === 'AccountOpened' || before === undefined || after === undefined) return undefined;
  const { accountId, customerId, currency, balance } = after;
  return {
    ...{ accountId, customerId, currency },
    ...namesOf(event),
    at: recordedAt,
    kind: kindOf(event.type),
    amount: balance - before.balance,
    balance,
  };
};

/** Answers: what has moved on this account, and what was the balance after it? One partition for each account. */
export const statements = declareLog({
  name: 'statements',
  sources: [logSource({ source: account, fold: accountView, entry: statementLine })],
  schema: statementLineSchema,
  partition: { by: 'field', field: 'accountId' },
  owner: { field: 'customerId' },
  queries: [byPosition],
});
