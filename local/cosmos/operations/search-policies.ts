import { badRequest } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';
import { isPropertyPath, objectsOf, requireOneOf } from './policy.ts';

const mostDimensions = 4096; // "Vector search in Azure Cosmos DB for NoSQL"
const mostDimensionsOfFlat = 505;

/** Checks that vectors are described before they are indexed. Throws 400. */
export function refuseBadVectors({ vectorEmbeddingPolicy = {} }: JsonObject, indexing: JsonObject): void {
  if (!isJsonObject(vectorEmbeddingPolicy)) throw badRequest(`The 'vectorEmbeddingPolicy' must be an object.`);
  const embeddings = objectsOf(vectorEmbeddingPolicy, 'vectorEmbeddings');
  embeddings.forEach(requireEmbedding);
  for (const { path, type } of objectsOf(indexing, 'vectorIndexes')) {
    requireOneOf(type, ['flat', 'quantizedflat', 'diskann'], 'type');
    const embedding = embeddings.find((one) => one['path'] === path);
    if (embedding === undefined)
      // The service writes the slash of the path with a backslash before it.
      throw badRequest(
        `Vector Indexing Policy's path::${String(path).replaceAll('/', '\\/')} not matching in Embedding's path.`,
      );
    if (type === 'flat' && Number(embedding['dimensions']) > mostDimensionsOfFlat)
      throw badRequest(`A vector index of the type flat may have at most ${mostDimensionsOfFlat} dimensions.`);
  }
}

function requireEmbedding({ path, dimensions, dataType, distanceFunction }: JsonObject): void {
  if (!isPropertyPath(path)) throw badRequest(`The path ${JSON.stringify(path)} of a vector embedding is invalid.`);
  requireOneOf(dataType, ['float16', 'float32', 'int8', 'uint8'], 'dataType');
  requireOneOf(distanceFunction, ['euclidean', 'cosine', 'dotproduct'], 'distanceFunction');
  if (typeof dimensions !== 'number' || !Number.isInteger(dimensions) || dimensions < 1)
    throw badRequest(
      `Vector Embedding Policy has invalid Dimensions:${String(dimensions)}, it should be positive integer.`,
    );
  if (dimensions > mostDimensions)
    throw badRequest(`Vector Embedding Policy has Dimensions:${dimensions} which is more than max:${mostDimensions}.`);
}

/** Checks that texts are described before they are indexed. Throws 400. */
export function refuseBadFullTexts({ fullTextPolicy = {} }: JsonObject, indexing: JsonObject): void {
  if (!isJsonObject(fullTextPolicy)) throw badRequest(`The 'fullTextPolicy' must be an object.`);
  const { defaultLanguage = 'en-US' } = fullTextPolicy;
  if (!isLanguage(defaultLanguage)) throw badRequest(`The 'defaultLanguage' must be of the form "en-US".`);
  const texts = objectsOf(fullTextPolicy, 'fullTextPaths');
  if (!texts.every(({ path, language = defaultLanguage }) => isPropertyPath(path) && isLanguage(language)))
    throw badRequest(`A full text path must be of the form { "path": "/text", "language": "en-US" }.`);
  for (const { path } of objectsOf(indexing, 'fullTextIndexes'))
    if (!texts.some((text) => text['path'] === path))
      throw badRequest(`The path ${JSON.stringify(path)} of a full text index is not in the full text policy.`);
}

/** `en-US`, or what Windows calls it: `1033`. */
function isLanguage(language: unknown): boolean {
  return typeof language === 'string' && /^(?:[a-z]{2}-[A-Z]{2}|\d{4,5})$/.test(language);
}
