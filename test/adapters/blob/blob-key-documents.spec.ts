import { blobKeyDocuments } from '../../../adapters/blob/index.ts';
import { useAzurite } from '../../support/azurite.ts';
import { keyDocumentsContract } from '../contracts/key-documents.contract.ts';

const blobs = useAzurite();

keyDocumentsContract('The archived keys', async () => {
  const { connect } = blobs.freshContainer();
  return blobKeyDocuments(async () => connect());
});
