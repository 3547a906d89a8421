import { expect } from 'vitest';
import type { ListedDocument } from '../../../consumers/billing/listed.ts';
import { amountOf, type NumberedDocument, type Series } from '../../../consumers/billing/document.ts';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';

/** What billing has come to. */
export interface Books {
  readonly invoices: readonly NumberedDocument[];
  readonly credits: readonly NumberedDocument[];
  readonly listed: readonly ListedDocument[];
}

/** What became of an order, as its messages tell it: which invoice and how much credit it must have. */
export interface Due {
  readonly invoiced: number | undefined;
  readonly credited: number;
}

interface Line {
  readonly sku: string;
  readonly unitPrice: number;
  readonly quantity: number;
  readonly discountPercent: number;
}

const costOf = (lines: readonly Line[]): number =>
  lines.reduce(
    (sum, { unitPrice, quantity, discountPercent }) =>
      sum + Math.floor((unitPrice * quantity * (100 - discountPercent) + 50) / 100),
    0,
  );

/** Reckons what an order must have, from all its messages in the order of their streams: without a bill, a register or a state. */
export const dueOf = (messages: readonly CloudEvent[]): Due => {
  const data = (type: string) => messages.filter((each) => each.type === type).map((each) => each.data);
  const changes = new Map(
    data('shop.order-quantity-changed.v1').map(({ sku, to }) => [String(sku), Number(to)] as const),
  );
  const [placed] = data('shop.order-placed.v1');
  const lines = (placed?.['lines'] as readonly Line[]).map((line) => ({
    ...line,
    quantity: changes.get(line.sku) ?? line.quantity,
  }));
  const [paid] = data('shop.order-paid.v1');
  if (paid === undefined) return { invoiced: undefined, credited: 0 };
  const invoiced = costOf(lines);
  const isVoid = data('shop.order-cancelled.v1').length > 0 && paid['accountId'] === undefined;
  const refunded = data('shop.account-refunded.v1')
    .filter(({ accountId }) => accountId === paid['accountId'])
    .reduce((sum, { amount }) => sum + Number(amount), 0);
  return { invoiced, credited: isVoid ? invoiced : Math.min(invoiced, refunded) };
};

const named = (documents: readonly NumberedDocument[]) => documents.map(({ orderId, key }) => `${orderId}/${key}`);

/** Holds that numbers run from 1 without a gap, and that no document is there twice. */
export const expectNoGapAndNoDouble = (documents: readonly NumberedDocument[], series: Series): void => {
  expect(documents.map(({ number }) => number)).toEqual(documents.map((_, index) => index + 1));
  expect(new Set(named(documents)).size).toBe(documents.length);
  expect(documents.every((each) => each.series === series)).toBe(true);
};

/** Holds what must be true once every message was taken: of each order, of the numbers, and of what is listed. */
export const expectBooked = (books: Books, orders: ReadonlyMap<string, readonly CloudEvent[]>): void => {
  expectNoGapAndNoDouble(books.invoices, 'invoices');
  expectNoGapAndNoDouble(books.credits, 'credit-notes');
  for (const [orderId, messages] of orders) {
    const of = (documents: readonly NumberedDocument[]) =>
      documents.filter((each) => each.orderId === orderId).map(amountOf);
    const { invoiced, credited } = dueOf(messages);
    expect(of(books.invoices)).toEqual(invoiced === undefined ? [] : [invoiced]);
    expect(of(books.credits).reduce((sum, amount) => sum + amount, 0)).toBe(credited);
  }
  const places = (documents: readonly Pick<ListedDocument, 'series' | 'year' | 'number'>[]) =>
    documents.map(({ series, year, number }) => `${series}-${year}-${number}`).toSorted();
  expect(places(books.listed)).toEqual(places([...books.invoices, ...books.credits]));
};
