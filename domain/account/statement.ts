import { z } from 'zod';
import { declareLog, logSource } from '../modelling/log.ts';
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
    /** The moment and the version: lines of one moment stay in the order in which they happened. */
    position: z.string(),
    kind: z.enum(['deposit', 'withdrawal', 'charge', 'refund']),
    /** Above zero where money came in, below where it went out. */
    amount: z.int(),
    balance: z.int(),
    orderId: z.string().exactOptional(),
    reference: z.string().exactOptional(),
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
  }
};

/** Enough digits for every version, so that text is ordered as the versions are. */
const digits = String(Number.MAX_SAFE_INTEGER).length;

/**
 * The line about an event, `before` being the account as it was. Nothing but the fold knows the balance, so no event can say another one
 * than the sum of the history.
 */
export const statementLine = (
  recorded: Recorded<AccountEvent>,
  before: AccountView | undefined,
): StatementLine | undefined => {
  const { event, recordedAt, version } = recorded;
  const after = accountView(before, recorded);
  if (event.type === 'AccountOpened' || before === undefined || after === undefined) return undefined;
  const { accountId, customerId, balance } = after;
  return {
    ...event.data,
    ...{ accountId, customerId },
    at: recordedAt,
    position: `${recordedAt}/${String(version).padStart(digits, '0')}`,
    kind: kindOf(event.type),
    amount: balance - before.balance,
    balance,
  };
};

/** Asks for the lines of a time. A moment begins every position of its time, so `from` and `before` may be moments. */
export const statementByTime = { range: 'position', orderBy: 'position' } as const;

/** Answers: what has moved on this account, and what was the balance after it? One partition for each account. */
export const statements = declareLog({
  name: 'statements',
  sources: [logSource({ source: account, fold: accountView, entry: statementLine })],
  schema: statementLineSchema,
  partition: { by: 'field', field: 'accountId' },
  owner: { field: 'customerId' },
  queries: [statementByTime],
});
