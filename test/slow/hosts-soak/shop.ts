import { setTimeout as pause } from 'node:timers/promises';

/** How many commits each order gets, the first of which places it. */
export const commitsOfAnOrder = 6;
const versions = Array.from({ length: commitsOfAnOrder }, (_, index) => index + 1);
const tea = { sku: 'tea', name: 'Tea', unitPrice: 450, quantity: 1, discountPercent: 0 };

/** Customers of the shop, who order, change their minds, and look at what became of it. */
export interface Shop {
  /** Gives one order all its commits, with pauses in between. Rejects when a command is refused. */
  readonly write: (orderId: string) => Promise<void>;
  /** What each view and each mail of these orders still lacks, in words. */
  readonly missing: (orderIds: readonly string[]) => Promise<readonly string[]>;
  /** What could not be taken by a subscriber. */
  readonly parked: () => Promise<unknown>;
}

/** A shop whose API is at this address, for a caller with these headers. `between` gives the pauses in milliseconds. */
export const shop = (url: string, headers: Readonly<Record<string, string>>, between: () => number): Shop => {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const init = { headers: { ...headers, 'content-type': 'application/json' } };
    const more = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}/api/${path}`, { ...init, ...more });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const versionOf = (path: string) =>
    ask(path).then(
      (view) => (view as Versioned).version,
      () => 0,
    );
  const missingOf = async (id: string): Promise<readonly string[]> => {
    const view = await versionOf(`orders/${id}`);
    const list = (await ask(`orders?customerId=customer-${id}`)) as { items: Versioned[] };
    const listed = list.items[0]?.version ?? 0;
    const mails = (await ask(`orders/${id}/mails?limit=100`)) as { items: { orderVersion: number }[] };
    const told = mails.items.map(({ orderVersion }) => orderVersion).toSorted((one, other) => one - other);
    return [
      ...(view === commitsOfAnOrder ? [] : [`the view of ${id} is at ${view}`]),
      ...(listed === commitsOfAnOrder ? [] : [`the list has ${id} at ${listed}`]),
      ...(told.join() === versions.join() ? [] : [`mails of ${id} were sent for ${told.join()}`]),
    ];
  };
  return {
    write: async (id) => {
      await pause(between());
      await ask(`orders/${id}/place`, { customerId: `customer-${id}`, currency: 'EUR', lines: [tea] });
      for (const quantity of versions.slice(1)) {
        await pause(between());
        await ask(`orders/${id}/change-quantity`, { sku: 'tea', quantity });
      }
    },
    missing: async (orderIds) => (await Promise.all(orderIds.map(missingOf))).flat(),
    parked: () => ask('ops/parked'),
  };
};

interface Versioned {
  readonly version: number;
}
