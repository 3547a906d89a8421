import { listContainers, type StoredContainer } from '../storage/containers.ts';
import { listDatabases, type StoredDatabase } from '../storage/databases.ts';
import type { Storage } from '../storage/open-storage.ts';
import { selfOf } from './container.ts';
import { storedOffer, type Offer } from './offer.ts';

/** A container or a database that has a throughput of its own. */
export type OfferOwner = {
  /** The id of the offer, which is also its `_rid`. */
  readonly id: string;
  /** The owner's `_self`. */
  readonly self: string;
  readonly offer: Offer;
} & (
  | { readonly kind: 'container'; readonly stored: StoredContainer }
  | { readonly kind: 'database'; readonly stored: StoredDatabase }
);

/** Everything that has a throughput of its own. */
export function listOfferOwners(storage: Storage): readonly OfferOwner[] {
  return [...listDatabases(storage).flatMap(ofDatabase), ...listContainers(storage).flatMap(ofContainer)];
}

function ofContainer(stored: StoredContainer): readonly OfferOwner[] {
  const offer = storedOffer(stored.offer);
  if (offer === undefined) return [];
  return [{ kind: 'container', stored, offer, id: offerId(stored, 'C'), self: selfOf(stored) }];
}

function ofDatabase(stored: StoredDatabase): readonly OfferOwner[] {
  const offer = storedOffer(stored.offer);
  if (offer === undefined) return [];
  return [{ kind: 'database', stored, offer, id: offerId(stored, 'D'), self: `dbs/${stored.rid}/` }];
}

/** Four characters and a number, as the service's are; the letter keeps the two kinds apart. */
function offerId({ rid, no }: { readonly rid: string; readonly no: number }, kind: 'C' | 'D'): string {
  return `${rid.slice(0, 3)}${kind}${no}`;
}
