import type { Database } from '@azure/cosmos';
import { boundedCaches } from '../../adapters/cache/index.ts';
import {
  cosmosEventStore,
  cosmosKeyDocuments,
  cosmosReservations,
  cosmosSnapshotStore,
} from '../../adapters/cosmos/index.ts';
import { personalKeys, type KeyWrap } from '../../adapters/personal-keys/index.ts';
import { monotonicNow, pauseAtRandom, systemClock } from '../../adapters/time/index.ts';
import { customer, type CustomerCommand, customerEmail } from '../../domain/customer/index.ts';
import { personalEventStore } from '../../application/privacy/personal-event-store.ts';
import { personalSnapshotStore } from '../../application/privacy/personal-snapshot-store.ts';
import { handleUniquely } from '../../application/unique-values/handle-uniquely.ts';
import { nameByFingerprint } from '../../application/unique-values/name-value.ts';
import { provenanceOf } from './command-process.ts';

const at = '2026-05-01T09:00:00.000Z';
const fiveMinutes = 300_000;

/** Wraps nothing: what Key Vault takes for it is no request to Cosmos DB, and is counted nowhere here. */
export const bareKeys: KeyWrap = {
  wrap: async (key) => ({ wrapped: key.toString('base64url'), wrappedBy: 'nobody' }),
  unwrap: async ({ wrapped }) => Buffer.from(wrapped, 'base64url'),
};

/** Registers a customer under an email. */
export const register = (email: string): CustomerCommand => ({
  type: 'RegisterCustomer',
  data: { name: 'Ada Lovelace', email },
  at,
});

/** Changes the email. */
export const changeEmail = (email: string): CustomerCommand => ({ type: 'ChangeCustomerEmail', data: { email }, at });

/** Changes the address. */
export const move: CustomerCommand = {
  type: 'ChangeCustomerAddress',
  data: { address: { street: '12 St James Square', city: 'London', postalCode: 'SW1Y 4JH', country: 'GB' } },
  at,
};

/** A process for customers that has registered one, so it knows the key that names emails. */
export const registered = async (database: Database, id: string) => {
  const keys = personalKeys({
    documents: cosmosKeyDocuments(database),
    keyWrap: bareKeys,
    maximumAgeMs: fiveMinutes,
  });
  const eventStore = personalEventStore(cosmosEventStore(database), keys);
  const handle = handleUniquely(customer, customerEmail, {
    reservations: cosmosReservations(database),
    nameValue: nameByFingerprint(keys),
    eventStore,
    snapshots: personalSnapshotStore(cosmosSnapshotStore(database), keys),
    newCache: boundedCaches({ entries: 1_000, bytes: 64 * 1024 * 1024, personalMs: fiveMinutes }),
    clock: systemClock,
    now: monotonicNow,
    pause: pauseAtRandom,
  });
  const send = (entityId: string, command: CustomerCommand) =>
    handle({ entityId, command, reach: 'all', provenance: provenanceOf() });
  await send(id, register(`${id}@example.org`));
  return send;
};
