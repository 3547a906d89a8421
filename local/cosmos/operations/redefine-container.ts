import { forgetChanges } from '../storage/changes.ts';
import { updateContainer } from '../storage/containers.ts';
import { recomputeExpiry } from '../storage/expiry.ts';
import { changeRetention } from './change-feed-policy.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import type { ContainerDefinition } from './container-definition.ts';
import { badRequest } from './failure.ts';
import { seconds, type Cosmos } from './operation.ts';
import { objectsOf } from './policy.ts';
import { rebuildTerms } from './terms.ts';

/**
 * Gives a container another definition and keeps its items: their ends and their index follow. Throws 400 for another
 * partition key, because the items lie where the first one put them, and for other unique keys. Only within a write.
 */
export function redefineContainer(cosmos: Cosmos, name: ContainerName, definition: ContainerDefinition): Container {
  const current = requireContainer(cosmos, name);
  refuseOtherIdentity(current, definition);
  const { no, offer, retention: before } = current.stored;
  const retention = changeRetention(definition.changeFeedPolicy);
  updateContainer(cosmos.storage, {
    ...{ no, offer, retention },
    definition: JSON.stringify(definition),
    ts: seconds(cosmos),
  });
  if ((retention === null) !== (before === null)) forgetChanges(cosmos.storage, no);
  const replaced = requireContainer(cosmos, name);
  if (current.definition.defaultTtl !== definition.defaultTtl)
    recomputeExpiry(cosmos.storage, no, definition.defaultTtl);
  if (JSON.stringify(replaced.termPaths) !== JSON.stringify(current.termPaths)) rebuildTerms(cosmos, replaced);
  return replaced;
}

function refuseOtherIdentity({ definition: current }: Container, replacement: ContainerDefinition): void {
  if (replacement.id !== current.id) throw badRequest('The id of a container cannot be changed.');
  if (!keepsVectorIndexes(current, replacement))
    throw badRequest('Vector Indexing Policy cannot be changed in Collection Replace.');
  if (JSON.stringify(replacement.partitionKey) !== JSON.stringify(current.partitionKey))
    throw badRequest(`The partition key definition of the container ${current.id} cannot be changed.`);
  if (uniqueKeysOf(replacement) !== uniqueKeysOf(current))
    throw badRequest(`The unique key policy of the container ${current.id} cannot be changed.`);
}

function uniqueKeysOf({ uniqueKeyPolicy }: ContainerDefinition): string {
  return JSON.stringify(uniqueKeyPolicy?.uniqueKeys ?? []);
}

/** Vector indexes may be added and removed, but an index that stays keeps its type. */
function keepsVectorIndexes(current: ContainerDefinition, replacement: ContainerDefinition): boolean {
  const indexes = objectsOf(replacement.indexingPolicy, 'vectorIndexes');
  return objectsOf(current.indexingPolicy, 'vectorIndexes').every(({ path, type }) =>
    indexes.every((index) => index['path'] !== path || index['type'] === type),
  );
}
