export { blobArchive, type ArchiveOptions } from './blob-archive.ts';
export type { BlobConnection, BlobContainer } from './blob-container.ts';
export { openBlobContainer } from './open-blob-container.ts';
