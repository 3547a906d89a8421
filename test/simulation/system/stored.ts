import { inMemoryKeyDocuments } from '../../../adapters/memory/index.ts';
import type { DeclaredConsumer } from '../../../application/consumers/declare-consumer.ts';
import { emptyStores, keptIn } from '../../support/empty-stores.ts';
import { newConsumer } from './consumers.ts';
import type { Replica } from './replicas.ts';

/** All that is stored, and survives every host. */
export type Stored = ReturnType<typeof nothingStored>;

/** Stores in which there is nothing yet. `now` gives virtual milliseconds. */
export const nothingStored = (now: () => number, consumers: readonly DeclaredConsumer<unknown>[] = []) => {
  const { ports, ...stored } = emptyStores(now);
  const replicas = new Map<string, Replica>();
  return {
    ...stored,
    ...ports,
    keyDocuments: inMemoryKeyDocuments(),
    /** The consumers of messages, each with a store of its own. */
    consumers: consumers.map(newConsumer),
    /** What replicas may still have of a view. */
    replicaOf: (view: string): Replica => keptIn<Replica>(replicas, view, () => new Map()),
  };
};
