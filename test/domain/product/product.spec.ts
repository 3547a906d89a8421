import { describe, it } from 'vitest';
import { product } from '../../../domain/product/index.ts';
import { scenarios } from '../../support/scenario.ts';
import { added, dearer, discontinued, renamed, tea } from './product-examples.ts';

const { given } = scenarios(product);

const add = { type: 'AddProduct', data: tea } as const;
const rename = { type: 'RenameProduct', data: { name: 'Lady Grey' } } as const;
const changePrice = { type: 'ChangeProductPrice', data: { unitPrice: 490 } } as const;
const receive = { type: 'ReceiveStock', data: { quantity: 1 } } as const;
const reserve = { type: 'ReserveStock', data: { holder: 'order-1', quantity: 1 } } as const;
const release = { type: 'ReleaseStock', data: { holder: 'order-1' } } as const;
const ship = { type: 'ShipStock', data: { holder: 'order-1' } } as const;
const discontinue = { type: 'DiscontinueProduct', data: {} } as const;

describe('adding a product', () => {
  it('offers it', () => given().when(add).then(added));

  it('is nothing to do when the same product is offered already', () => given(added).when(add).thenNothing());

  it.each([
    ['another name', { ...tea, name: 'Mate' }],
    ['another category', { ...tea, category: 'Herbs' }],
    ['a supplier', { ...tea, supplier: 'Exotic Liquids' }],
    ['another currency', { ...tea, currency: 'USD' }],
    ['another price', { ...tea, unitPrice: 451 }],
  ])('is refused over a product with %s', (_, data) =>
    given(added).when({ type: 'AddProduct', data }).thenRejected({ type: 'ProductAlreadyAdded' }),
  );

  it('is refused after it was discontinued', () =>
    given(added, discontinued).when(add).thenRejected({ type: 'ProductDiscontinued' }));
});

describe('a product that is offered', () => {
  it('gets another name', () => given(added).when(rename).then(renamed));
  it('gets a name that it has by doing nothing', () => given(added, renamed).when(rename).thenNothing());
  it('gets another price, beside the one before', () => given(added).when(changePrice).then(dearer));
  it('gets a price that it has by doing nothing', () => given(added, dearer).when(changePrice).thenNothing());

  it('is discontinued', () => given(added).when(discontinue).then(discontinued));
  it('is discontinued once', () => given(added, discontinued).when(discontinue).thenNothing());
});

describe('a product that was discontinued', () => {
  it.each([rename, changePrice, receive, reserve])('refuses $type', (command) =>
    given(added, discontinued).when(command).thenRejected({ type: 'ProductDiscontinued' }),
  );
});

describe('a product that was never added', () => {
  it.each([rename, changePrice, receive, reserve, release, ship, discontinue])('knows no $type', (command) =>
    given().when(command).thenRejected({ type: 'ProductNotAdded' }),
  );
});
