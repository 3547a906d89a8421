export { blobArchive, type ArchiveOptions } from './blob-archive.ts';
export { blobKeyDocuments } from './blob-key-documents.ts';
export type { BlobConnection, BlobContainer } from './blob-container.ts';
export { openBlobContainer, openKeyContainer } from './open-blob-container.ts';
