/**
 * The most that one document may be, in bytes of UTF-8 JSON: 2 MB with the fields that the store adds, for which 1 KB is kept
 * back (Azure Cosmos DB documentation, "Service quotas and default limits").
 */
export const maximumDocumentBytes = 2 * 1024 * 1024 - 1024;

/** The size of a document as the store counts it. */
export const bytesOf = (document: object): number => Buffer.byteLength(JSON.stringify(document));
