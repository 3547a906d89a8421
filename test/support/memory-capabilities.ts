import { boundedCaches } from '../../adapters/cache/index.ts';
import type { Capabilities } from '../../application/system/capabilities.ts';
import { emptyStores } from './empty-stores.ts';
import { keysOverMemory } from './personal-keys.ts';

/** All that a system needs from outside, over memory; no time passes where `now` is not given. Systems that run over the same one share what is stored, and nothing else. */
export const memoryCapabilities = (clock: () => string, now?: () => number) => {
  const { ports, ...stored } = emptyStores(now);
  const keys = keysOverMemory();
  const capabilities = {
    ...ports,
    storedHistory: ports.eventStore,
    processName: 'spec',
    keys: keys.process(),
    keyDocuments: keys.documents,
    newCache: boundedCaches({ entries: 100, bytes: 1_000_000, personalMs: 300_000, ...(now && { now }) }),
    clock,
    now: now ?? (() => 0),
    pause: () => Promise.resolve(),
    pauseFor: () => Promise.resolve(),
    patience: () => ({ within: (work) => work, pause: () => Promise.resolve(false) }),
  } satisfies Capabilities & Readonly<Record<string, unknown>>;
  return { capabilities, keys, ...stored };
};
