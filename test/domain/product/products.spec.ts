import { describe, expect, it } from 'vitest';
import { products, productsById, type ProductEvent } from '../../../domain/product/index.ts';
import {
  added,
  dearer,
  discontinued,
  received,
  released,
  renamed,
  reserved,
  shipped,
  tea,
} from './product-examples.ts';

const recorded = (event: ProductEvent, version = 1) => ({
  event,
  category: 'product',
  entityId: '1',
  version,
  recordedAt: '2026-05-01T09:00:00.000Z',
  actor: 'ada',
});

describe('the view of a product', () => {
  const after = (...events: ProductEvent[]) =>
    events.reduce<ReturnType<typeof productsById.fold>>(
      (view, event, index) => productsById.fold(view, recorded(event, index + 1)),
      undefined,
    );
  const first = { productId: '1', status: 'offered', ...tea, listedAs: 'earl grey', available: 0, reserved: 0 };

  it('shows what it is called and costs now', () => {
    expect(after(added)).toEqual(first);
    expect(after(added, renamed, dearer)).toEqual({
      ...first,
      name: 'Lady Grey',
      listedAs: 'lady grey',
      unitPrice: 490,
    });
  });

  it('shows what is free, and what is set aside until it ships', () => {
    const held = [added, received(10), reserved('bob', 4), reserved('eve', 3)] as const;
    expect(after(...held)).toEqual({ ...first, available: 3, reserved: 7 });
    expect(after(...held, released('bob', 4))).toEqual({ ...first, available: 7, reserved: 3 });
    expect(after(...held, shipped('bob', 4))).toEqual({ ...first, available: 3, reserved: 3 });
  });

  it('stays when the product is discontinued, and says so', () =>
    expect(after(added, received(1), discontinued)).toEqual({ ...first, status: 'discontinued', available: 1 }));

  it('is undefined without a product', () => expect(after(received(1))).toBeUndefined());
});

describe('the messages about a product', () => {
  it.each([
    [added, { type: 'shop.product-added.v1', data: { productId: '1', ...tea } }],
    [renamed, { type: 'shop.product-renamed.v1', data: { productId: '1', name: 'Lady Grey' } }],
    [dearer, { type: 'shop.product-price-changed.v1', data: { productId: '1', from: 450, to: 490 } }],
    [discontinued, { type: 'shop.product-discontinued.v1', data: { productId: '1' } }],
    [received(1), undefined],
    [reserved('bob', 1), undefined],
    [released('bob', 1), undefined],
    [shipped('bob', 1), undefined],
  ])('tell of the catalogue, and not of stock: $type', (event, contract) => {
    expect(products.contracts?.contractOf(recorded(event))).toEqual(contract);
    if (contract !== undefined) expect(products.contracts?.schemas).toHaveProperty([contract.type]);
  });

  it('keep the supplier inside', () => {
    const supplied: ProductEvent = { type: 'ProductAdded', data: { ...tea, supplier: 'Exotic Liquids' } };
    expect(products.contracts?.contractOf(recorded(supplied))).toEqual({
      type: 'shop.product-added.v1',
      data: { productId: '1', ...tea },
    });
  });
});
