import type { ContainerClient } from '@azure/storage-blob';
import { blobFailureOf } from './blob-errors.ts';

/** Runs the work; when the container is missing, creates it and runs the work again. In Azure the deployment creates it. */
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
