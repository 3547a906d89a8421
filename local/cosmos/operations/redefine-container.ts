import { updateContainer } from '../storage/containers.ts';
import { recomputeExpiry } from '../storage/expiry.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import type { ContainerDefinition } from './container-definition.ts';
import { badRequest } from './failure.ts';
import { seconds, type Cosmos } from './operation.ts';
import { rebuildTerms } from './terms.ts';

/**
 * Gives a container another definition and keeps its items: their ends and their index follow. Throws 400 for another
 * partition key, because the items lie where the first one put them. Only within a write.
 */
export function redefineContainer(cosmos: Cosmos, name: ContainerName, definition: ContainerDefinition): Container {
  const current = requireContainer(cosmos, name);
  refuseOtherIdentity(current, definition);
  const { no, offer } = current.stored;
  updateContainer(cosmos.storage, { no, offer, definition: JSON.stringify(definition), ts: seconds(cosmos) });
  const replaced = requireContainer(cosmos, name);
  if (current.definition.defaultTtl !== definition.defaultTtl)
    recomputeExpiry(cosmos.storage, no, definition.defaultTtl);
  if (JSON.stringify(replaced.termPaths) !== JSON.stringify(current.termPaths)) rebuildTerms(cosmos, replaced);
  return replaced;
}

function refuseOtherIdentity({ definition: current }: Container, replacement: ContainerDefinition): void {
  if (replacement.id !== current.id) throw badRequest('The id of a container cannot be changed.');
  if (JSON.stringify(replacement.partitionKey) !== JSON.stringify(current.partitionKey))
    throw badRequest(`The partition key definition of the container ${current.id} cannot be changed.`);
}
