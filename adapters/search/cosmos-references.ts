import type { Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import type { References } from '../../consumers/search/search-index.ts';
import { createItem, readItem } from '../cosmos/items.ts';
import { queryAll } from '../cosmos/queries.ts';
import { isMissingItem, statusOf } from '../cosmos/store-errors.ts';
import { retriesOf, type StoreOptions } from '../cosmos/store-options.ts';
import { documentIdFor } from '../document-id.ts';

/** Others must change the same name so many times in between until a message is given back to the broker. */
const mostRaces = 20;

/** The document of a product's name, in the partition of the product. Orders stand beside it as `order:…`. */
const nameId = 'name';

/**
 * References in the container `references` of a generation, partition key `/productId`: the name of a product and the orders that name it
 * are documents of one partition. Who writes there and then reads sees all that was written before in that partition, so of an order
 * and a new name that come at the same moment one sees the other.
 */
export const cosmosReferences = (database: Database, name: string, options: StoreOptions = {}): References => {
  const container = database.container(name);
  const retrying = retriesOf(options);
  const readName = (productId: string, abortSignal: AbortSignal) =>
    readItem(container, { id: nameId, partition: productId }, abortSignal);

  const renameOnce = async (productId: string, named: z.infer<typeof productName>, abortSignal: AbortSignal) => {
    const document = { id: nameId, productId, ...named };
    const found = await readName(productId, abortSignal);
    if (found === undefined) return (await createItem(container, document, abortSignal)) === 'created';
    const { at, _etag: condition } = storedName.parse(found);
    if (at >= named.at) return true;
    try {
      const item = container.item(nameId, productId);
      await item.replace(document, { abortSignal, accessCondition: { type: 'IfMatch', condition } });
      return true;
    } catch (error) {
      if (statusOf(error) === 412 || isMissingItem(error)) return false;
      throw error;
    }
  };

  return {
    refer: async (productId, orderId) => {
      const document = { id: documentIdFor(`order:${orderId}`), productId, orderId };
      await retrying((abortSignal) => createItem(container, document, abortSignal));
      const found = await retrying((abortSignal) => readName(productId, abortSignal));
      return found === undefined ? undefined : productName.parse(found);
    },

    rename: async (productId, named) => {
      for (let race = 0; race < mostRaces; race += 1)
        if (await retrying((abortSignal) => renameOnce(productId, named, abortSignal))) return;
      throw new Error(`The name of product ${productId} was changed by others ${mostRaces} times meanwhile.`);
    },

    ordersOf: async (productId, after, atMost) =>
      (await queryAll(container, retrying, ordersBehind(after, atMost), { partitionKey: productId })).map(
        (document) => reference.parse(document).orderId,
      ),
  };
};

const productName = z.object({ name: z.string(), at: z.int().min(1) });

const storedName = productName.extend({ _etag: z.string() });

const reference = z.object({ orderId: z.string() });

const ordersBehind = (after: string | undefined, atMost: number): SqlQuerySpec => ({
  query: 'SELECT TOP @atMost c.orderId FROM c WHERE c.orderId > @after ORDER BY c.orderId',
  parameters: [
    { name: '@atMost', value: atMost },
    { name: '@after', value: after ?? '' },
  ],
});
