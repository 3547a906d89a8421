/** A line of an order as the soak asks for it. Prices are whole hundreds, so that each discount is exact. */
export interface Line {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: number;
  readonly quantity: number;
  readonly discountPercent: number;
}

/** What is asked of an order or a customer, as the soak knows it: the path's last part, and the body. */
export type Asked =
  | {
      readonly does: 'place';
      readonly body: { readonly customerId: string; readonly currency: string; readonly lines: readonly Line[] };
    }
  | { readonly does: 'change-quantity'; readonly body: { readonly sku: string; readonly quantity: number } }
  | { readonly does: 'remove-line'; readonly body: { readonly sku: string } }
  | { readonly does: 'confirm' | 'pay' | 'ship' | 'deliver' | 'erase'; readonly body: Readonly<Record<string, never>> }
  | { readonly does: 'cancel'; readonly body: { readonly reason: string } }
  | { readonly does: 'register'; readonly body: { readonly name: string; readonly email: string } }
  | { readonly does: 'change-email'; readonly body: { readonly email: string } };

/** A command, which keeps its id however often it is sent. */
export type Command = Asked & {
  readonly commandId: string;
  readonly category: 'order' | 'customer';
  readonly entityId: string;
};

/** The event that each command causes when it is accepted and changes something. */
export const eventOf: Readonly<Record<Asked['does'], string>> = {
  place: 'OrderPlaced',
  'change-quantity': 'OrderQuantityChanged',
  'remove-line': 'OrderLineRemoved',
  confirm: 'OrderConfirmed',
  pay: 'OrderPaid',
  ship: 'OrderShipped',
  deliver: 'OrderDelivered',
  cancel: 'OrderCancelled',
  register: 'CustomerRegistered',
  'change-email': 'CustomerEmailChanged',
  erase: 'CustomerErased',
};

/** Whatever says something about a customer begins like this, so that what outlives an erasure is found. */
export const personOf = (customerId: string): string => `person-${customerId}-`;
export const aPerson = /person-(c\d+-\d+)-/g;

/** What the clients know of the shop: who was registered and what was placed of late. */
export interface Lately {
  readonly customers: string[];
  readonly orders: string[];
}

const skus = ['tea', 'cup', 'pot'] as const;
const steps = ['confirm', 'pay', 'ship', 'deliver'] as const;

/** Thinks of commands: mostly about entities of late, which others think of as well. `name` is not used by another one. */
export const thinker = (name: string, lately: Lately, random: (below: number) => number): (() => Command) => {
  let thoughts = 0;
  const oneOf = <Item>(items: readonly Item[]): Item => {
    const item = items[random(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  };
  const line = (sku: string, customerId: string): Line => ({
    sku,
    name: `${sku} of ${personOf(customerId)}`,
    unitPrice: (1 + random(50)) * 100,
    quantity: 1 + random(9),
    discountPercent: random(4) * 5,
  });
  const emailOf = (customerId: string): string =>
    // Some want the same one at the same time.
    random(4) === 0
      ? `${personOf('anybody')}${random(20)}@example.org`
      : `${personOf(customerId)}${random(1000)}@example.org`;
  const aboutACustomer = (id: string): Asked => {
    if (random(8) === 0) return { does: 'erase', body: {} };
    return { does: 'change-email', body: { email: emailOf(id) } };
  };
  const aboutAnOrder = (): Asked => {
    const chance = random(40);
    if (chance < 28) return { does: 'change-quantity', body: { sku: oneOf(skus), quantity: 1 + random(9) } };
    if (chance < 30) return { does: 'remove-line', body: { sku: oneOf(skus) } };
    if (chance < 39) return { does: oneOf(steps), body: {} };
    return { does: 'cancel', body: { reason: `It rains on ${name}.` } };
  };
  return () => {
    thoughts += 1;
    const own = `${name}-${thoughts}`;
    const commandId = `key:soak-${own}`;
    const chance = random(50);
    if (chance < 2 || lately.customers.length === 0)
      return {
        ...{ commandId, category: 'customer', entityId: own },
        ...{ does: 'register', body: { name: `${personOf(own)}name`, email: emailOf(own) } },
      };
    const customerId = oneOf(lately.customers);
    if (chance < 5 || lately.orders.length === 0)
      return {
        ...{ commandId, category: 'order', entityId: own },
        ...{ does: 'place', body: { customerId, currency: 'EUR', lines: skus.map((sku) => line(sku, customerId)) } },
      };
    if (chance < 8) return { commandId, category: 'customer', entityId: customerId, ...aboutACustomer(customerId) };
    return { commandId, category: 'order', entityId: oneOf(lately.orders), ...aboutAnOrder() };
  };
};
