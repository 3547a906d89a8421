import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { blobArchive, openBlobContainer } from '../../../adapters/blob/index.ts';
import { ArchiveUnavailable } from '../../../application/archive/archive.ts';
import { aCommit } from '../contracts/archive.contract.ts';

/** A storage whose listing leads back to the same place with every page. */
const circularListing = async () => {
  const page = '<EnumerationResults><Blobs></Blobs><NextMarker>here</NextMarker></EnumerationResults>';
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/xml').end(page));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/account`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

it('gives up a listing that never comes to an end, and may be asked again', async () => {
  const { endpoint, close } = await circularListing();
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=account;AccountKey=a2V5;BlobEndpoint=${endpoint};`;
  const archive = blobArchive(() => openBlobContainer({ connection: { connectionString }, container: 'archive' }));
  await expect(archive.add([aCommit('order-1', 1)])).rejects.toThrow(ArchiveUnavailable);
  await close();
});
