import { expect, it } from 'vitest';
import { blobKeyDocuments } from '../../../adapters/blob/index.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { useAzurite } from '../../support/azurite.ts';
import { keyDocumentsContract } from '../contracts/key-documents.contract.ts';

const blobs = useAzurite();

keyDocumentsContract('The archived keys', async () => {
  const { connect } = blobs.freshContainer();
  return blobKeyDocuments(async () => connect());
});

it.each(['', '{', '{}', '{"wrapped":7,"wrappedBy":"local:one"}'])(
  'names a blob that is no key, %j, as one that no retry will read',
  async (text) => {
    const { connect } = blobs.freshContainer();
    const documents = blobKeyDocuments(async () => connect());
    await documents.create('customer-1', { wrapped: 'c2VjcmV0', wrappedBy: 'local:one' });
    await connect().getBlockBlobClient('customer-1.json').upload(text, Buffer.byteLength(text));
    await expect(documents.find('customer-1')).rejects.toThrow(Undeliverable);
    await documents.destroy('customer-1');
    expect(await documents.find('customer-1')).toBe('destroyed');
  },
);
