import type { Cosmos } from './operations/operation.ts';
import { seconds } from './operations/operation.ts';
import { forgetOldChanges, hasOldChanges } from './storage/changes.ts';
import { hasExpired, sweepExpired } from './storage/expiry.ts';

const everyMs = 1000;
const mostAtOnce = 500; // a sweep shares its commit with writes that wait for it

/** Removes items and old versions whose time is over, in the background. Reads do not depend on it. Gives the function that ends it. */
export function startExpirySweep(cosmos: Cosmos): () => void {
  let isSweeping = false;
  const timer = setInterval(() => {
    const now = seconds(cosmos);
    const { storage } = cosmos;
    if (isSweeping || !(hasExpired(storage, now) || hasOldChanges(storage, now))) return;
    isSweeping = true;
    storage
      .write(() => {
        sweepExpired(storage, now, mostAtOnce);
        forgetOldChanges(storage, now, mostAtOnce);
      })
      .catch((error: unknown) => console.error('cosmos: could not remove expired items:', error))
      .finally(() => {
        isSweeping = false;
      });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
