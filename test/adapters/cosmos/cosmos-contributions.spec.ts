import type { Fault } from '@annal/local-cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Container } from '@azure/cosmos';
import { cosmosContributions } from '../../../adapters/cosmos/index.ts';
import { DamagedContribution, type Contributions } from '../../../application/views/contributions.ts';
import { placeOf } from '../../../application/views/total-place.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { contributionsContract, countedRows, type CountedRow } from '../contracts/contributions.contract.ts';

const cosmos = useLocalCosmos();

contributionsContract('The Cosmos totals', async () => cosmosContributions(await cosmos.freshDatabase(), countedRows));

const rent = placeOf({ key: 'rent' });
const change = (streamId: string, amount: number) => ({
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

  it('count once what was stored although its answer was lost', async () => {
    const isBatch: Fault['match'] = ({ headers }) => headers['x-ms-cosmos-is-batch-request'] === 'true';
    await store.save(rent, [change('sheet-1', 5)]);
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: isBatch });
    expect(await store.save(rent, [change('sheet-2', 7)])).toBe('conflict');
    expect(await store.find(rent.partition, 'sheet-2')).toMatchObject({ version: 1 });
    expect(await totals()).toEqual([{ key: 'rent', rows: 2, amount: 12 }]);
  });

  it.each([429, 449, 503, 'cut'] as const)('are saved again where %s kept them from the store', async (answer) => {
    const isBatch: Fault['match'] = ({ headers }) => headers['x-ms-cosmos-is-batch-request'] === 'true';
    cosmos.server().faults.next({ when: 'before-commit', answer, match: isBatch });
    await store.save(rent, [change('sheet-1', 5)]);
    expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: 5 }]);
    expect(cosmos.server().faults.pending()).toBe(0);
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
