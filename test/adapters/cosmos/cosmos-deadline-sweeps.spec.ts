import { expect, it } from 'vitest';
import { cosmosDeadlineSweeps } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { deadlineSweepsContract } from '../contracts/deadline-sweeps.contract.ts';

const cosmos = useLocalCosmos();

deadlineSweepsContract('The container', async () => cosmosDeadlineSweeps(await cosmos.freshDatabase()));

it('begins anew where what is stored is damaged, and says so', async () => {
  const database = await cosmos.freshDatabase();
  await database
    .container('lag')
    .items.upsert({ id: 'sweeps', subscriber: 'deadlines', sweeps: { 0: { before: 'now' } } });
  const lines: unknown[] = [];
  const sweeps = cosmosDeadlineSweeps(database, { tracing: { log: (line) => lines.push(line) } });
  expect(await sweeps.read()).toEqual({});
  expect(lines).toMatchObject([{ event: 'damaged-document', container: 'lag', document: 'sweeps' }]);
});
