import { changeRetention, type ChangeFeedPolicy } from './change-feed-policy.ts';
import { refuseBadComputedProperties } from './computed-properties.ts';
import { normaliseConflicts } from './conflict-resolution.ts';
import { badRequest } from './failure.ts';
import { normaliseGeospatial } from './geospatial.ts';
import { normaliseIndexing } from './indexing-definition.ts';
import type { JsonObject } from './json-body.ts';
import { normaliseKey, type PartitionKeyDefinition } from './key-definition.ts';
import { requireName } from './resource-name.ts';
import { refuseBadFullTexts, refuseBadVectors } from './search-policies.ts';
import { normaliseUniqueKeys, type UniqueKeyPolicy } from './unique-key-policy.ts';

/** What a container's creator decided, normalised. Everything else that was sent is kept as it is. */
export interface ContainerDefinition extends JsonObject {
  readonly id: string;
  readonly partitionKey: PartitionKeyDefinition;
  readonly indexingPolicy: JsonObject;
  readonly uniqueKeyPolicy?: UniqueKeyPolicy;
  readonly changeFeedPolicy?: ChangeFeedPolicy;
  readonly defaultTtl?: number;
}

/** Checks and completes the definition of a container. Throws 400. */
export function normaliseDefinition(sent: JsonObject): ContainerDefinition {
  const { defaultTtl, uniqueKeyPolicy, ...others } = withoutSystemProperties(sent);
  const indexingPolicy = normaliseIndexing(sent['indexingPolicy']);
  const uniqueKeys = normaliseUniqueKeys(uniqueKeyPolicy);
  refuseBadVectors(sent, indexingPolicy);
  refuseBadFullTexts(sent, indexingPolicy);
  refuseBadComputedProperties(sent);
  changeRetention(sent['changeFeedPolicy']);
  return {
    ...others,
    id: requireName(sent['id']),
    partitionKey: normaliseKey(sent['partitionKey']),
    indexingPolicy,
    ...(uniqueKeyPolicy === undefined ? {} : { uniqueKeyPolicy: uniqueKeys }),
    ...(defaultTtl === undefined ? {} : { defaultTtl: requireTtl(defaultTtl, 'defaultTtl') }),
    conflictResolutionPolicy: normaliseConflicts(sent['conflictResolutionPolicy']),
    geospatialConfig: normaliseGeospatial(sent['geospatialConfig'], indexingPolicy),
  };
}

const longestTtl = 2 ** 31 - 1;

/** A time to live in seconds: -1 (for ever) or a positive 32-bit integer. Throws 400 for everything else, null included. */
export function requireTtl(ttl: unknown, name: string): number {
  const isTtl = typeof ttl === 'number' && Number.isInteger(ttl) && (ttl === -1 || (ttl > 0 && ttl <= longestTtl));
  if (!isTtl) throw badRequest(`The input '${name}' must be -1 or an integer from 1 to ${longestTtl}.`);
  return ttl;
}

function withoutSystemProperties(sent: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith('_')));
}
