import { expect } from 'vitest';
import { eventually, request, type Answer } from './client.ts';
import { startSystem } from './running-system.ts';

/** What a customer was shown of a product in a cart. */
export interface ShownItem {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** One event of a history, as far as carts need it. */
export interface Entry {
  readonly type: string;
  readonly actor: string;
  readonly at: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What went wrong, in one word: the name of the problem; `done` where nothing did. */
export const outcomeOf = ({ status, body }: Answer): string =>
  status === 200 || status === 201
    ? 'done'
    : String((body as { type?: string } | undefined)?.type).replace('urn:annal:problem:', '');

/** A running shop: Bob is its customer, and sends what no other headers are given for. */
export const openShop = async () => {
  const system = await startSystem();
  const [bob, eve, clerk, auditor] = await Promise.all([
    system.as('bob', 'customer'),
    system.as('eve', 'customer'),
    system.as('carol', 'clerk'),
    system.as('otto', 'auditor'),
  ]);
  const ask = (path: string, headers = bob) => request(`${system.url()}/api/${path}`, { headers });
  const send = (path: string, body: unknown, headers = bob) =>
    request(`${system.url()}/api/${path}`, { body, headers });
  const done = async (path: string, body: unknown, headers = bob): Promise<number> => {
    const answer = await send(path, body, headers);
    expect(outcomeOf(answer), JSON.stringify(answer.body)).toBe('done');
    return (answer.body as { version: number }).version;
  };
  await done('customers/bob/register', { name: 'Bob', email: 'bob@example.org' }, clerk);

  return {
    ...{ system, bob, eve, clerk, auditor, ask, send, done },

    /** Offers products at these prices, in cents. */
    offer: async (goods: Readonly<Record<string, number>>, currency = 'EUR'): Promise<void> => {
      const added = Object.entries(goods).map(([productId, unitPrice]) =>
        done(`products/${productId}/add`, { name: productId, category: 'Food', currency, unitPrice }, clerk),
      );
      await Promise.all(added);
    },

    /** Changes a product, and waits until the catalogue shows it. */
    change: async (productId: string, path: string, body: object): Promise<void> => {
      const version = await done(`products/${productId}/${path}`, body, clerk);
      expect((await ask(`products/${productId}?minVersion=${version}`)).status).toBe(200);
    },

    /** Puts this into Bob's cart. */
    fill: async (cart: string, items: readonly Omit<ShownItem, 'unitPrice'>[]): Promise<void> => {
      for (const { productId, quantity } of items)
        await done(`carts/${cart}/add-item`, { customerId: 'bob', productId, quantity });
    },

    /** Bob agrees to what he was shown. */
    checkOut: (cart: string, items: readonly ShownItem[], country?: string) =>
      send(`carts/${cart}/check-out`, { items, ...(country !== undefined && { country }) }),

    /** The events of a cart or an order. */
    historyOf: async (entity: string): Promise<readonly Entry[]> =>
      ((await ask(`${entity}/history?limit=100`)).body as { entries: readonly Entry[] }).entries,

    /** The order that a cart becomes, once it is there. */
    orderOf: async (cart: string): Promise<unknown> => {
      const { body } = await eventually(
        () => ask(`orders/cart-${cart}`),
        ({ status }) => status === 200,
      );
      return body;
    },
  };
};

/** A running shop. */
export type OpenShop = Awaited<ReturnType<typeof openShop>>;
