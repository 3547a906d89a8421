import { describe, expect, it } from 'vitest';
import { inMemoryReadModel, type StoredViews } from '../../../adapters/memory/index.ts';
import { placed, placedOrders, readModelContract, type PlacedOrder } from '../contracts/read-model.contract.ts';

readModelContract('The in-memory read model', async () => {
  const documents: StoredViews = new Map();
  return (shape) => inMemoryReadModel(shape, documents);
});

describe('The in-memory read model', () => {
  it('gives no continuation with a full page that is the last', async () => {
    const readModel = inMemoryReadModel<PlacedOrder>(placedOrders);
    for (const id of ['1', '2']) await readModel.save({ id, partition: 'bob' }, placed(id, 'bob'), undefined);
    expect(await readModel.list({ partition: 'bob', limit: 2 })).toEqual({
      items: [placed('1', 'bob'), placed('2', 'bob')],
    });
  });
});
