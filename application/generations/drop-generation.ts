import { z } from 'zod';
import { generationOf } from '../../domain/modelling/generation.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import type { Tracing } from '../tracing.ts';
import type { ViewRegistry } from './view-registry.ts';

/** A generation that is no longer declared. */
export interface Dropped {
  readonly view: string;
  readonly generation: number;
  readonly actor: string;
  readonly reason: string;
}

/** How a drop ended. */
export const dropOutcome = z.discriminatedUnion('outcome', [
  /** All marks are gone. The container is left to whoever may delete containers. */
  z.object({ outcome: z.literal('dropped'), container: z.string(), released: z.int().min(0) }),
  /** 'declared': the system still has it. 'live': it is registered as the one that is read. */
  z.object({ outcome: z.enum(['declared', 'live', 'overtaken']) }),
]);

/** How a drop ended. */
export type DropOutcome = Readonly<z.infer<typeof dropOutcome>>;

/** The ports of a drop. */
export interface Dropping {
  readonly subscribers: readonly { readonly name: string }[];
  readonly registry: ViewRegistry;
  readonly parkingLot: Pick<ParkingLot, 'list' | 'find' | 'release'>;
  /** Removes all that is known of the build of a generation. */
  readonly forgetBuild: (name: string) => Promise<void>;
  readonly tracing: Pick<Tracing, 'log'>;
}

/**
 * Removes what a generation has left behind when it is no longer declared: what it had parked, its build, and the way back to it.
 * Never the live one, nor one that is declared. Can be repeated.
 */
export const dropping =
  ({ subscribers, registry, parkingLot, forgetBuild, tracing }: Dropping) =>
  async ({ view, generation, actor }: Dropped): Promise<DropOutcome> => {
    const { name } = generationOf({ name: view, generation });
    if (subscribers.some((each) => each.name === name)) return { outcome: 'declared' };
    const found = await registry.find(view);
    if (found?.registered.live === generation) return { outcome: 'live' };
    if (found?.registered.previous === generation) {
      const registered = { ...found.registered, previous: found.registered.live };
      if ((await registry.save(registered, found.etag)) === 'conflict') return { outcome: 'overtaken' };
    }
    const released = await releaseAll(name, parkingLot);
    await forgetBuild(name);
    tracing.log({ event: 'generation-dropped', view, generation, released, actor });
    return { outcome: 'dropped', container: name, released };
  };

/** Whether a view that is not declared has left anything that a drop could remove. */
export const hasLeft =
  ({ registry, parkingLot, progressOf }: Leaving) =>
  async (view: string, generation: number): Promise<boolean> => {
    if ((await registry.find(view)) !== undefined) return true;
    const { name } = generationOf({ name: view, generation });
    return (
      (await parkingLot.list({ subscriber: name, limit: 1 })).items.length > 0 || (await progressOf(name)) !== undefined
    );
  };

/** The ports of {@link hasLeft}. */
export interface Leaving extends Pick<Dropping, 'registry'> {
  readonly parkingLot: Pick<ParkingLot, 'list'>;
  readonly progressOf: (name: string) => Promise<unknown>;
}

/** Nobody parks for a subscriber that does not run any more, so each page is the next one. */
const releaseAll = async (subscriber: string, { list, find, release }: Dropping['parkingLot']): Promise<number> => {
  let released = 0;
  for (let before = -1; before < released;) {
    before = released;
    for (const { streamId } of (await list({ subscriber, limit: 100 })).items) {
      const mark = await find(subscriber, streamId);
      if (mark !== undefined && (await release(subscriber, streamId, mark.revision)) === 'released') released += 1;
    }
  }
  return released;
};
