import { numberText, type CreditNote } from '../document.ts';
import { html, type Html } from '../../../application/html.ts';

const reasons = { refunded: 'Refund', cancelled: 'The order was cancelled' } as const;

/** What a credit note gives back, and why. */
export const creditNoteRows = (
  { reason, invoice, amount, currency }: CreditNote,
  text: (minorUnits: number) => string,
): Html =>
  html`<thead>
      <tr>
        <th>Why</th>
        <th class="amount">Amount</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>${reasons[reason]}<small>Invoice ${numberText('invoices', invoice)}</small></td>
        <td class="amount">${text(amount)}</td>
      </tr>
    </tbody>
    <tfoot>
      <tr>
        <td>Total ${currency} in your favour</td>
        <td class="amount">${text(amount)}</td>
      </tr>
    </tfoot>`;
