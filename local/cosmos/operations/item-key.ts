import { rangeOf, type KeyRange } from '../keys/key-ranges.ts';
import { keyOfDocument, keyText, parseKeyHeader, type PartitionKey } from '../keys/partition-key.ts';
import { effectiveKeyOf } from '../keys/remembered-key.ts';
import type { Container } from './container.ts';
import { badRequest } from './failure.ts';
import type { JsonObject } from './json-body.ts';
import type { CosmosRequest } from './operation.ts';

/** A complete key of a container, and the range that holds it. */
export interface ItemKey {
  readonly text: string;
  readonly range: KeyRange;
}

/** The key in the request's header, whole or a prefix; `undefined` when there is none. Throws 400. */
export function sentKey(request: CosmosRequest, { definition }: Container): PartitionKey | undefined {
  const header = request.header('x-ms-documentdb-partitionkey');
  if (header === undefined) return undefined;
  const key = parseKeyHeader(header);
  if (key === undefined || key.length > definition.partitionKey.paths.length)
    throw badRequest(`The partition key ${header} supplied in x-ms-documentdb-partitionkey is invalid.`);
  return key;
}

/** The complete key that a request on one item must name. Throws 400. */
export function requireKey(request: CosmosRequest, container: Container): ItemKey {
  const key = sentKey(request, container);
  if (key === undefined) throw badRequest('PartitionKey value must be supplied for this operation.');
  return locateKey(key, container);
}

const longestComponent = 2048; // bytes; "Azure Cosmos DB service quotas"

/** Finds the range of a key. Throws 400 when components are missing, or too long. */
export function locateKey(key: PartitionKey, { definition, hashing, ranges }: Container): ItemKey {
  if (key.length < definition.partitionKey.paths.length)
    throw badRequest('The partition key supplied has fewer components than defined in the container.', keyMismatch);
  if (key.some((component) => typeof component === 'string' && Buffer.byteLength(component) > longestComponent))
    throw badRequest(`The partition key value is too long: it may have at most ${longestComponent} bytes.`);
  const text = keyText(key);
  return { text, range: rangeOf(ranges, effectiveKeyOf(text, hashing)) };
}

/** The substatus of "the key in the header is not the key in the document". */
const keyMismatch = 1001;

/** Throws 400 unless the document's own key is the one that the request named. */
export function refuseOtherKey(document: JsonObject, key: ItemKey, { keyPaths }: Container): void {
  const own = keyOfDocument(document, keyPaths);
  if (own === undefined || keyText(own) !== key.text)
    throw badRequest(
      "PartitionKey extracted from document doesn't match the one specified in the header.",
      keyMismatch,
    );
}
