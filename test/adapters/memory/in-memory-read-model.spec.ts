import { describe, expect, it } from 'vitest';
import { inMemoryReadModel, type StoredViews } from '../../../adapters/memory/index.ts';
import { shapeOf } from '../../../adapters/read-model-shape.ts';
import { filteredDesks, readModelFiltersContract } from '../contracts/read-model-filters.contract.ts';
import { stored, storedSheets, readModelContract, type StoredSheet } from '../contracts/read-model.contract.ts';

readModelContract('The in-memory read model', async () => {
  const documents: StoredViews = new Map();
  return (shape) => inMemoryReadModel(shape, documents);
});

readModelFiltersContract('The in-memory read model', async () => inMemoryReadModel(shapeOf(filteredDesks)));

describe('The in-memory read model', () => {
  it('gives no continuation with a full page that is the last', async () => {
    const readModel = inMemoryReadModel<StoredSheet>(storedSheets);
    for (const id of ['1', '2']) await readModel.save({ id, partition: 'bob' }, stored(id, 'bob'), undefined);
    expect(await readModel.list({ partition: 'bob', limit: 2 })).toEqual({
      items: [stored('2', 'bob'), stored('1', 'bob')],
    });
  });
});
