import { describe, expect, it } from 'vitest';
import type { NumberedDocument } from '../../../consumers/billing/document.ts';
import { amountText } from '../../../application/consumers/amount-text.ts';
import { documentPage } from '../../../consumers/billing/page/document-page.ts';
import { specTime } from '../../support/as-bob.ts';

const every = { year: 2026, number: 7, orderId: '1', customerId: 'bob', currency: 'EUR', issuedAt: specTime };
const line = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 1_200, discountPercent: 10 };
const invoice: NumberedDocument = {
  ...{ series: 'invoices', key: 'invoice', ...every, country: 'France', placedAt: '2026-05-01T23:59:59.999Z' },
  ...{ paidAt: specTime, lines: [{ ...line, gross: 540_000, net: 486_000 }], gross: 540_000, net: 486_000 },
};
const creditNote: NumberedDocument = {
  ...{ series: 'credit-notes', key: 'cancellation', ...every, number: 3, reason: 'cancelled', amount: 486_000 },
  invoice: { year: 2026, number: 7 },
};

/** The words of a page, without what is not shown. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the page of a document', () => {
  it('shows an invoice with its number, its lines and what they come to', () =>
    expect(wordsOf(documentPage(invoice))).toBe(
      'Invoice 2026-000007 Invoice 2026-000007 The Annal shop 1 Stream Street 1000 Partition ' +
        'Issued 2026-05-04 Order 1 Customer bob Ordered 2026-05-01 Paid 2026-05-04 Ships to France ' +
        'Article Quantity Price Discount Amount Earl Grey tea 1,200 4.50 10 % 4,860.00 ' +
        'Before discounts 5,400.00 Discounts −540.00 Total EUR 4,860.00 ' +
        'Amounts in EUR. Prices are final amounts; no tax is shown.',
    ));

  it('shows a credit note with the invoice that it corrects', () => {
    const words = wordsOf(documentPage(creditNote));
    expect(words).toContain('Credit note C2026-000003');
    expect(words).toContain('Corrects invoice 2026-000007');
    expect(words).toContain('The order was cancelled Invoice 2026-000007 4,860.00');
  });

  it('shows as text whatever an article, an order or a customer is called', () => {
    const evil = `<script>alert("1")</script><img src='x' onerror=y>&amp;`;
    const lines = [{ ...line, sku: evil, name: evil, gross: 1, net: 1 }];
    const page = documentPage({ ...invoice, orderId: evil, customerId: evil, country: evil, lines });
    expect(page).not.toMatch(/<script|<img|&amp;(?!amp;|lt;)/);
    expect(page.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;/g)).toHaveLength(5);
    expect(page).toContain('&amp;amp;');
  });

  it('loads nothing', () => {
    for (const page of [documentPage(invoice), documentPage(creditNote)])
      expect(page).not.toMatch(/https?:|url\(|@import|src=|<script/);
  });
});

describe('an amount', () => {
  it.each([
    [0, 'EUR', '0.00'],
    [5, 'EUR', '0.05'],
    [123_456, 'EUR', '1,234.56'],
    [1_234, 'JPY', '1,234'],
    [1_234, 'KWD', '1.234'],
    [9_007_199_254_740_991, 'EUR', '90,071,992,547,409.91'],
  ])('of %d %s is shown with the digits of its currency', (minorUnits, currency, text) =>
    expect(amountText(minorUnits, currency)).toBe(text),
  );
});
