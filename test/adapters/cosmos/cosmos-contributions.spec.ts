import type { StreamId } from '../../../domain/modelling/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Container } from '@azure/cosmos';
import { cosmosContributions } from '../../../adapters/cosmos/index.ts';
import { DamagedContribution, type Contributions } from '../../../application/views/contributions/contributions.ts';
import { placeOf } from '../../../application/views/contributions/total-place.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { contributionsContract, countedRows, type CountedRow } from '../contracts/contributions.contract.ts';

const cosmos = useLocalCosmos();

contributionsContract('The Cosmos totals', async () => cosmosContributions(await cosmos.freshDatabase(), countedRows));

const rent = placeOf({ key: 'rent' });
const change = (streamId: StreamId, amount: number) => ({
  streamId,
  version: 1,
  value: { rows: 1, amount },
  before: undefined,
});

describe('The Cosmos totals', () => {
  let container: Container;
  let store: Contributions<CountedRow>;
  beforeEach(async () => {
    const database = await cosmos.freshDatabase();
    container = database.container(countedRows.name);
    store = cosmosContributions(database, countedRows);
  });

  const totals = async () => (await store.list({ limit: 10 })).items;

  it('make a total that somebody deleted of all contributions that are there', async () => {
    await store.save(rent, [change('sheet-1', 5), change('sheet-2', 7)]);
    await container.item('total', rent.partition).delete();
    await store.save(rent, [change('sheet-3', 9)]);
    expect(await totals()).toEqual([{ key: 'rent', rows: 3, amount: 21 }]);
  });

  it('say that a contribution is damaged, and leave a damaged total out of the list', async () => {
    await store.save(rent, [change('sheet-1', 5)]);
    await store.save(placeOf({ key: 'tax' }), [change('sheet-1', 5)]);
    for (const id of ['from:sheet-1', 'total'])
      await container.item(id, rent.partition).patch([{ op: 'set', path: '/value', value: 'much' }]);
    await expect(store.find(rent.partition, 'sheet-1')).rejects.toThrow(DamagedContribution);
    expect(await totals()).toEqual([{ key: 'tax', rows: 1, amount: 5 }]);
  });
});
