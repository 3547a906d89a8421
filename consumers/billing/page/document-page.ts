import { numberText, type NumberedDocument } from '../document.ts';
import { amountText } from '../../../application/consumers/amount-text.ts';
import { creditNoteRows } from './credit-note-rows.ts';
import { html, type Html } from '../../../application/html.ts';
import { invoiceRows } from './invoice-rows.ts';
import { seller } from './seller.ts';
import { style } from './style.ts';

const titles = { invoices: 'Invoice', 'credit-notes': 'Credit note' } as const;

/** The day of a moment, in UTC: years of numbers are those of UTC, too. */
const dayOf = (moment: string): string => moment.slice(0, 10);

/** A fact about a document: its name, and what it is. */
const fact = (name: string, value: string): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const factsOf = (document: NumberedDocument): readonly Html[] => {
  const { issuedAt, orderId, customerId } = document;
  const ofAll = [fact('Issued', dayOf(issuedAt)), fact('Order', orderId), fact('Customer', customerId)];
  if (document.series === 'credit-notes')
    return [...ofAll, fact('Corrects invoice', numberText('invoices', document.invoice))];
  const country = document.country === undefined ? [] : [fact('Ships to', document.country)];
  return [...ofAll, fact('Ordered', dayOf(document.placedAt)), fact('Paid', dayOf(document.paidAt)), ...country];
};

const rowsOf = (document: NumberedDocument): Html => {
  const amount = (minorUnits: number): string => amountText(minorUnits, document.currency);
  return document.series === 'invoices' ? invoiceRows(document, amount) : creditNoteRows(document, amount);
};

/**
 * A document as a page that stands by itself: it loads nothing, so it looks the same when it is opened years later from a folder, and it
 * prints on A4. The customer is shown by the id alone, as the document knows no more.
 */
export const documentPage = (document: NumberedDocument): string => {
  const title = titles[document.series];
  const number = numberText(document.series, document);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} ${number}</title>
        <link rel="icon" href="data:," />
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <main>
          <header>
            <div>
              <h1>${title}</h1>
              <div class="number">${number}</div>
            </div>
            <div>
              <div class="seller">${seller.name}</div>
              <div>${seller.lines.map((line) => html`${line}<br />`)}</div>
            </div>
          </header>
          <dl>${factsOf(document)}</dl>
          <table>
            ${rowsOf(document)}
          </table>
          <footer>Amounts in ${document.currency}. Prices are final amounts; no tax is shown.</footer>
        </main>
      </body>
    </html> `.html;
};
