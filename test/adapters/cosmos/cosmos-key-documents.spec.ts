import { expect, it } from 'vitest';
import { cosmosKeyDocuments } from '../../../adapters/cosmos/index.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { keyDocumentsContract } from '../contracts/key-documents.contract.ts';

const cosmos = useLocalCosmos();

keyDocumentsContract('The Cosmos key documents', async () => cosmosKeyDocuments(await cosmos.freshDatabase()));

it('a destroyed key leaves nothing of itself in the container', async () => {
  const database = await cosmos.freshDatabase();
  const documents = cosmosKeyDocuments(database);
  await documents.create('customer-1', { wrapped: 'c2VjcmV0', wrappedBy: 'local:one' });
  await documents.destroy('customer-1');
  const { resources } = await database.container('keys').items.readAll().fetchAll();
  expect(JSON.stringify(resources)).not.toContain('c2VjcmV0');
});

it.each([{}, { wrapped: 7, wrappedBy: 'local:one' }, { destroyed: 'yes' }])(
  'names a document that is no key, %j, as one that no retry will read',
  async (content) => {
    const database = await cosmos.freshDatabase();
    const documents = cosmosKeyDocuments(database);
    await database.container('keys').items.create({ id: 'customer-1', subject: 'customer-1', ...content });
    await expect(documents.find('customer-1')).rejects.toThrow(Undeliverable);
    await documents.destroy('customer-1');
    expect(await documents.find('customer-1')).toBe('destroyed');
  },
);

it('asking whether there is a key changes no document', async () => {
  const database = await cosmos.freshDatabase();
  const documents = cosmosKeyDocuments(database);
  await documents.create('customer-1', { wrapped: 'c2VjcmV0', wrappedBy: 'local:one' });
  const stored = async () => (await database.container('keys').items.readAll().fetchAll()).resources;
  const before = await stored();
  expect(await documents.exists('customer-1')).toBe(true);
  expect(await stored()).toEqual(before);
});
