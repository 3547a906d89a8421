import type { Invoice, InvoiceLine } from '../document.ts';
import { html, type Html } from '../../../application/html.ts';

type Amount = (minorUnits: number) => string;

const row = (line: InvoiceLine, amount: Amount): Html =>
  html`<tr>
    <td>${line.name}<small>${line.sku}</small></td>
    <td class="amount">${line.quantity.toLocaleString('en')}</td>
    <td class="amount wide">${amount(line.unitPrice)}</td>
    <td class="amount wide">${line.discountPercent === 0 ? '' : `${line.discountPercent} %`}</td>
    <td class="amount">${amount(line.net)}</td>
  </tr>`;

const sum = (name: string, text: string): Html =>
  html`<tr>
    <td colspan="4">${name}</td>
    <td class="amount">${text}</td>
  </tr>`;

/** The lines of an invoice and what they come to. */
export const invoiceRows = ({ lines, gross, net, currency }: Invoice, amount: Amount): Html => {
  const discount =
    gross === net ? [] : [sum('Before discounts', amount(gross)), sum('Discounts', `−${amount(gross - net)}`)];
  return html`<thead>
      <tr>
        <th>Article</th>
        <th class="amount">Quantity</th>
        <th class="amount wide">Price</th>
        <th class="amount wide">Discount</th>
        <th class="amount">Amount</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map((line) => row(line, amount))}
    </tbody>
    <tfoot>
      ${discount}${sum(`Total ${currency}`, amount(net))}
    </tfoot>`;
};
