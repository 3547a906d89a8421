import { expect, it } from 'vitest';
import { runBatch } from '../../../adapters/cosmos/batches.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';

const cosmos = useLocalCosmos();

it('a batch throws a failure that is not about its documents, with its status', async () => {
  const container = (await cosmos.freshDatabase()).container('sheets');
  await container.items.create({ id: 'sheet', sheetId: '1' });
  const resourceBody = { id: 'sheet', sheetId: '1' };
  const operations = [{ operationType: 'Replace', id: 'sheet', resourceBody, ifMatch: '"old"' }] as const;
  const batch = runBatch(container, { partition: '1', operations }, new AbortController().signal);
  await expect(batch).rejects.toMatchObject({ code: 412 });
});
