import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account } from '../../domain/account/index.ts';
import { cart } from '../../domain/cart/index.ts';
import { customer, type CustomerCommand } from '../../domain/customer/index.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';
import { product } from '../../domain/product/index.ts';
import { shop } from '../../domain/shop.ts';
import { agreement } from '../support/agreement.ts';
import { specTime as at } from '../support/as-bob.ts';
import { commands } from '../support/shop.ts';
import { accountCommand } from './account/account-commands.ts';
import { cartCommand } from './cart/cart-commands.ts';
import { inShop } from './cart/cart-examples.ts';
import { address, ada } from './customer/customer-examples.ts';
import { productCommand } from './product/product-command.ts';

const { place, changeTea, removeCake, confirm, pay, ship, deliver, cancel } = commands;
const orderCommand: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constant(place),
  fc.integer({ min: 1, max: 4 }).map(changeTea),
  fc.constantFrom(removeCake, confirm, pay, ship, deliver, cancel),
);
const customerCommand: fc.Arbitrary<CustomerCommand> = fc.constantFrom<CustomerCommand>(
  { type: 'RegisterCustomer', data: ada, at },
  { type: 'ChangeCustomerEmail', data: { email: 'ada@new.example' }, at },
  { type: 'ChangeCustomerAddress', data: { address }, at },
  { type: 'EraseCustomer', data: {}, at },
);
const agreements = [
  agreement(order, orderCommand),
  agreement(customer, customerCommand),
  agreement(account, accountCommand),
  agreement(product, productCommand),
  agreement(cart, cartCommand, inShop().facts),
];

describe('a state that is folded from decided events', () => {
  it.each(agreements)('equals the state that is folded from what was stored: $category', ({ holds }) => holds());

  it('is compared for every aggregate of the shop', () => {
    const categories = shop.modules.map(({ aggregate: { category } }): unknown => category);
    expect(agreements.map(({ category }) => category)).toEqual(categories);
  });
});
