export { blobArchive, type ArchiveOptions } from './blob-archive.ts';
export { openBlobContainer, type BlobConnection, type BlobContainer } from './blob-container.ts';
