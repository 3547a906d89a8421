/**
 * The size limit of a document in bytes of UTF-8 JSON: 2 MB with the fields that the store adds, for which 1 KB is
 * reserved (Azure Cosmos DB documentation, "Service quotas and default limits").
 */
export const maximumDocumentBytes = 2 * 1024 * 1024 - 1024;

/** The size of a document as the store counts it. */
export const bytesOf = (document: object): number => Buffer.byteLength(JSON.stringify(document));

/**
 * The deepest nesting of arrays and objects in one document. The Functions host reads documents with Newtonsoft.Json, which
 * fails on more than 64 levels, and the list that it reads them in is one: a deeper commit would stop every feed for good.
 */
export const maximumDocumentDepth = 60;

/** How deep arrays and objects are nested in a value; 0 for one that is neither. */
export const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Object.values(value).reduce<number>((deepest, each) => Math.max(deepest, depthOf(each)), 0)
    : 0;

/** Copies a value through JSON, as a store would return it. It shares nothing with the original. */
export const jsonCopy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
