import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { Fault } from '@annal/local-cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosContributions } from '../../../adapters/cosmos/index.ts';
import type { Contributions } from '../../../application/views/contributions/contributions.ts';
import { placeOf } from '../../../application/views/contributions/total-place.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { countedRows, type CountedRow } from '../contracts/contributions.contract.ts';

const cosmos = useLocalCosmos();
const rent = placeOf({ key: 'rent' });
const change = (streamId: StreamId, amount: number) => ({
  streamId,
  version: 1,
  value: { rows: 1, amount },
  before: undefined,
});
const isBatch: Fault['match'] = ({ headers }) => headers['x-ms-cosmos-is-batch-request'] === 'true';

describe('Contributions whose request or answer is lost', () => {
  let store: Contributions<CountedRow>;
  beforeEach(async () => {
    store = cosmosContributions(await cosmos.freshDatabase(), countedRows);
  });

  const totals = async () => (await store.list({ limit: 10 })).items;

  it('count once what was stored although its answer was lost', async () => {
    await store.save(rent, [change('sheet-1', 5)]);
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: isBatch });
    expect(await store.save(rent, [change('sheet-2', 7)])).toBe('conflict');
    expect(await store.find(rent.partition, 'sheet-2')).toMatchObject({ version: 1 });
    expect(await totals()).toEqual([{ key: 'rent', rows: 2, amount: 12 }]);
  });

  it.each([429, 449, 503, 'cut'] as const)('are saved again where %s kept them from the store', async (answer) => {
    cosmos.server().faults.next({ when: 'before-commit', answer, match: isBatch });
    await store.save(rent, [change('sheet-1', 5)]);
    expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: 5 }]);
    expect(cosmos.server().faults.pending()).toBe(0);
  });
});
