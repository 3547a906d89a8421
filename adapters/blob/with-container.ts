import type { ContainerClient } from '@azure/storage-blob';
import { blobFailureOf } from './blob-errors.ts';

/** Does the work again once the container is there. In Azure it is made with the rest of the infrastructure. */
export const withContainer = async <Result>(
  container: ContainerClient,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (blobFailureOf(error) !== 'no-container') throw error;
    await container.createIfNotExists();
    return work();
  }
};
