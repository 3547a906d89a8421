import type { Subject } from '../../domain/modelling/ids.ts';
import { text } from 'node:stream/consumers';
import type { ContainerClient } from '@azure/storage-blob';
import type { KeyDocuments } from '../../application/privacy/key-documents.ts';
import { documentIdFor } from '../document-id.ts';
import { keyInText } from '../key-document.ts';
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
    const content = JSON.stringify({ subject, ...document });
    const blob = container.getBlockBlobClient(nameOf(subject));
    await withContainer(container, () => blob.upload(content, Buffer.byteLength(content), { conditions }));
  };

  const find = (subject: Subject) =>
    orUnavailable(async () => {
      const container = await opened();
      const found = await readText(container, nameOf(subject));
      return found === undefined ? undefined : keyInText(subject, found);
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

const readText = async (container: ContainerClient, name: string): Promise<string | undefined> => {
  try {
    const { readableStreamBody } = await container.getBlobClient(name).download();
    return readableStreamBody === undefined ? '' : await text(readableStreamBody);
  } catch (error) {
    if (['no-blob', 'no-container'].includes(blobFailureOf(error))) return undefined;
    throw error;
  }
};
