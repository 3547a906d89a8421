import { expect, it } from 'vitest';
import { cosmosViewRegistry } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { viewRegistryContract } from '../contracts/view-registry.contract.ts';

const cosmos = useLocalCosmos();

viewRegistryContract('The container', async () => cosmosViewRegistry(await cosmos.freshDatabase()));

it('A registration that cannot be read is said to be damaged, as nobody may guess which generation is live', async () => {
  const database = await cosmos.freshDatabase();
  await database.container('views').items.create({ id: 'registry', name: 'sheets', live: 'two' });
  await expect(cosmosViewRegistry(database).find('sheets')).rejects.toThrow(
    'The registry of the view sheets is damaged',
  );
});
