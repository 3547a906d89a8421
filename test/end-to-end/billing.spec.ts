import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request, type Answer } from './client.ts';
import { openShop, type OpenShop } from './shopping.ts';

let shop: OpenShop;
const year = new Date().getUTCFullYear();
const line = { sku: 'tea', name: 'Earl <b>Grey</b>', unitPrice: 450, quantity: 5, discountPercent: 10 };
const placement = { customerId: 'bob', currency: 'EUR', lines: [line] };

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.system.stop());

const itemsOf = ({ body }: Answer): readonly object[] => (body as { items: readonly object[] }).items;

/** The documents of an order, once there are so many. */
const documentsOf = async (orderId: string, count: number, headers = shop.bob) => {
  const look = () => shop.ask(`billing/orders/${orderId}/documents`, headers);
  return itemsOf(await eventually(look, (answer) => itemsOf(answer).length >= count));
};

const live = async (orderId: string, ...steps: readonly (readonly [string, object])[]): Promise<void> => {
  for (const [step, body] of steps) await shop.done(`orders/${orderId}/${step}`, body, shop.clerk);
};

describe('A paid order', () => {
  it('has an invoice, and a credit note once it is cancelled, which only its customer and the shop can see', async () => {
    await live(
      '1',
      ['place', placement],
      ['change-quantity', { sku: 'tea', quantity: 6 }],
      ['confirm', {}],
      ['pay', {}],
    );
    const [invoice] = await documentsOf('1', 1);
    expect(invoice).toMatchObject({ numberText: `${year}-000001`, amount: 2430, currency: 'EUR', orderId: '1' });
    expect((await shop.ask(`billing/invoices/${year}/1`)).body).toMatchObject({
      ...{ series: 'invoices', number: 1, customerId: 'bob', gross: 2700, net: 2430 },
      lines: [{ sku: 'tea', quantity: 6, net: 2430 }],
    });

    await live('1', ['cancel', { reason: 'It rains' }]);
    expect(await documentsOf('1', 2)).toMatchObject([{}, { numberText: `C${year}-000001`, amount: 2430 }]);
    expect((await shop.ask(`billing/credit-notes/${year}/1`)).body).toMatchObject({
      ...{ reason: 'cancelled', invoice: { year, number: 1 } },
    });
    expect(itemsOf(await shop.ask('billing/customers/bob/documents'))).toHaveLength(2);

    for (const path of [`billing/invoices/${year}/1`, `billing/credit-notes/${year}/1`, `billing/invoices/${year}/2`])
      expect((await shop.ask(path, shop.eve)).status).toBe(404);
    for (const path of ['billing/orders/1/documents', 'billing/customers/bob/documents'])
      expect(itemsOf(await shop.ask(path, shop.eve))).toEqual([]);
    expect((await shop.ask(`billing/invoices?year=${year}`)).status).toBe(403);
    expect(itemsOf(await shop.ask(`billing/invoices?year=${year}`, shop.auditor))).toHaveLength(1);
  });

  it('has an invoice that browsers get as a page, in which nothing runs', async () => {
    await live('2', ['place', placement], ['confirm', {}], ['pay', {}]);
    await documentsOf('2', 1);
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const answer = await fetch(`${shop.system.url()}/api/billing/invoices/${year}/2`, {
      headers: { ...shop.bob, accept },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).toContain(`Invoice ${year}-000002`);
    expect(page).toContain('Earl &lt;b&gt;Grey&lt;/b&gt;');
    expect(page).toContain('20.25');
    const json = await request(`${shop.system.url()}/api/billing/invoices/${year}/2`, { headers: shop.bob });
    expect(json.headers.get('content-type')).toBe('application/json');
  });

  it('has its invoice, with no gap before it, when the app is killed meanwhile', async () => {
    await live('3', ['place', placement], ['confirm', {}], ['pay', {}]);
    await shop.system.killAndRestart();
    await live('4', ['place', placement], ['confirm', {}], ['pay', {}]);
    await documentsOf('3', 1);
    await documentsOf('4', 1);
    const invoices = itemsOf(await shop.ask(`billing/invoices?year=${year}&limit=100`, shop.auditor));
    expect(invoices.map((each) => (each as { number: number }).number)).toEqual([1, 2, 3, 4]);
  });
});
