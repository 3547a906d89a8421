// The names are part of the storage format: never rename.
/**
 * How long an order waits for money. Its stock is set aside meanwhile, so no longer than a customer needs to pay in; and the account is
 * tried again at intervals in which few notice that their money has not been taken yet.
 */
export const waits = { payment: 'PT24H', nextTry: 'PT1H' } as const;

/** What an order waits for. */
export type Wait = keyof typeof waits;
