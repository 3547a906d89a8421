import { describe, expect, it } from 'vitest';
import { order } from '../../../domain/order/index.ts';
import { cake, placement, tea } from './order-examples.ts';

const faultsOf = (data: unknown): string[] => {
  const parsed = order.commands.PlaceOrder.safeParse(data);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
};

describe('the shape of a placement', () => {
  it('is accepted as the examples have it', () => expect(faultsOf(placement)).toEqual([]));

  it('lets the moment and the discount be left out', () => {
    const plain = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5 };
    expect(order.commands.PlaceOrder.parse({ customerId: 'bob', currency: 'EUR', lines: [plain] })).toEqual({
      customerId: 'bob',
      currency: 'EUR',
      lines: [{ ...plain, discountPercent: 0 }],
    });
  });

  it('takes the country that it ships to, and the category of an article', () => {
    const sent = { ...placement, country: 'France', lines: [{ ...tea, category: 'Beverages' }] };
    expect(order.commands.PlaceOrder.parse(sent)).toEqual(sent);
    expect(faultsOf({ ...sent, country: '', lines: [{ ...tea, category: ' ' }] })).toEqual([
      'lines.0.category',
      'country',
    ]);
  });

  it('takes the product of an article, whose stock it is', () => {
    const sent = { ...placement, lines: [{ ...tea, productId: 'earl-grey' }] };
    expect(order.commands.PlaceOrder.parse(sent)).toEqual(sent);
    expect(faultsOf({ ...sent, lines: [{ ...tea, productId: 'earl grey' }] })).toEqual(['lines.0.productId']);
  });

  it('turns a moment of any offset into UTC', () => {
    const parsed = order.commands.PlaceOrder.parse({ ...placement, placedAt: '2026-05-01T11:00:00+02:00' });
    expect(parsed.placedAt).toBe('2026-05-01T09:00:00.000Z');
  });

  it('has every fault named with its path', () => {
    const faults = faultsOf({
      customerId: 'b o b',
      currency: 'euro',
      lines: [
        { ...tea, quantity: 0 },
        { ...tea, unitPrice: 4.5 },
        { ...tea, sku: 'mate', discountPercent: 101, colour: 'green' },
      ],
      placedAt: 'yesterday',
    });
    expect(faults.sort()).toEqual([
      'currency',
      'customerId',
      'lines.0.quantity',
      'lines.1.unitPrice',
      'lines.2',
      'lines.2.discountPercent',
      'placedAt',
    ]);
  });

  it.each([
    ['no lines', { ...placement, lines: [] }, 'lines'],
    [
      'too many lines',
      { ...placement, lines: Array.from({ length: 201 }, (_, n) => ({ ...tea, sku: `${n}` })) },
      'lines',
    ],
    ['an article on two lines', { ...placement, lines: [tea, tea] }, 'lines.1.sku'],
    [
      'a product on two lines',
      { ...placement, lines: [cake, { ...tea, productId: '1' }, { ...tea, sku: 'mate', productId: '1' }] },
      'lines.2.productId',
    ],
    [
      'a quantity no cent can be trusted with',
      { ...placement, lines: [{ ...tea, quantity: 100_001 }] },
      'lines.0.quantity',
    ],
    ['a lone surrogate', { ...placement, lines: [{ ...tea, name: 'tea \ud800 cup' }] }, 'lines.0.name'],
    ['a control character', { ...placement, lines: [{ ...tea, name: 'tea\u0007cup' }] }, 'lines.0.name'],
    ['an empty name', { ...placement, lines: [{ ...tea, name: '' }] }, 'lines.0.name'],
    ['a customer that no stream could be named after', { ...placement, customerId: '../etc' }, 'customerId'],
  ])('is refused with %s', (_, data, path) => expect(faultsOf(data)).toEqual([path]));
});
