import { equalRanges, rangeCount } from '../keys/key-ranges.ts';
import { insertContainer } from '../storage/containers.ts';
import { changeRetention } from './change-feed-policy.ts';
import { hashingOf } from './container.ts';
import type { ContainerDefinition } from './container-definition.ts';
import { throughputOf, type Offer } from './offer.ts';
import { seconds, type Cosmos } from './operation.ts';

/**
 * Adds a container with as many ranges as its throughput needs; without an offer of its own it shares its database's.
 * Its name must be free. Only within a write.
 */
export function addContainer(
  cosmos: Cosmos,
  db: number,
  definition: ContainerDefinition,
  offer: Offer | undefined,
): void {
  const ranges = offer === undefined ? 1 : rangeCount(throughputOf(offer));
  insertContainer(cosmos.storage, {
    db,
    id: definition.id,
    definition: JSON.stringify(definition),
    offer: JSON.stringify(offer ?? null),
    ts: seconds(cosmos),
    retention: changeRetention(definition.changeFeedPolicy),
    ranges: equalRanges(ranges, hashingOf(definition)),
  });
}
