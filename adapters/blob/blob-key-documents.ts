import type { Subject } from '../../domain/modelling/ids.ts';
import { buffer } from 'node:stream/consumers';
import type { ContainerClient } from '@azure/storage-blob';
import { z } from 'zod';
import type { KeyDocuments, WrappedKey } from '../../application/privacy/key-documents.ts';
import { documentIdFor } from '../document-id.ts';
import { blobFailureOf } from './blob-errors.ts';
import { orUnavailable } from './or-unavailable.ts';
import { withContainer } from './with-container.ts';

/**
 * The archive's copies of wrapped keys: a block blob for each subject, in a container of their own, because a key must be
 * destroyed while the history beside it may be locked against changes. A read returns the newest write of any process
 * ("Azure Storage concurrency model": strong consistency), so a blob that is not found does not exist.
 */
export const blobKeyDocuments = (open: () => Promise<ContainerClient>): KeyDocuments => {
  let opening: Promise<ContainerClient> | undefined;
  const opened = (): Promise<ContainerClient> => (opening ??= open());

  const write = async (subject: Subject, document: object, conditions: { readonly ifNoneMatch?: string }) => {
    const container = await opened();
    const text = JSON.stringify({ subject, ...document });
    const blob = container.getBlockBlobClient(nameOf(subject));
    await withContainer(container, () => blob.upload(text, Buffer.byteLength(text), { conditions }));
  };

  const find = (subject: Subject) =>
    orUnavailable(async () => {
      const container = await opened();
      return readKey(container, nameOf(subject));
    });

  return {
    find,

    exists: async (subject) => (await find(subject)) !== undefined,

    create: (subject, { wrapped, wrappedBy }) =>
      orUnavailable(async () => {
        try {
          await write(subject, { wrapped, wrappedBy }, { ifNoneMatch: '*' });
          return 'created';
        } catch (error) {
          if (blobFailureOf(error) === 'moved') return 'taken';
          throw error;
        }
      }),

    destroy: (subject) => orUnavailable(() => write(subject, { destroyed: true }, {})),
  };
};

const nameOf = (subject: Subject): string => `${documentIdFor(subject)}.json`;

const readKey = async (container: ContainerClient, name: string): Promise<WrappedKey | 'destroyed' | undefined> => {
  try {
    const { readableStreamBody } = await container.getBlobClient(name).download();
    const bytes = readableStreamBody === undefined ? Buffer.alloc(0) : await buffer(readableStreamBody);
    const found = keyDocument.parse(JSON.parse(bytes.toString()));
    return 'destroyed' in found ? 'destroyed' : found;
  } catch (error) {
    if (['no-blob', 'no-container'].includes(blobFailureOf(error))) return undefined;
    throw error;
  }
};

const keyDocument = z.union([
  z.object({ destroyed: z.literal(true) }),
  z.object({ wrapped: z.string(), wrappedBy: z.string() }),
]);
