import { z } from 'zod';
import type { Tracing } from '../tracing.ts';
import { isSettling, type LiveGenerations } from './live-generations.ts';
import type { ComparedGeneration } from './readiness.ts';
import type { RegisteredView, ViewRegistry } from './view-registry.ts';

/** A declared generation. */
export interface SwitchableGeneration extends ComparedGeneration {
  readonly generation: number;
}

/** The declared generations of each view, by the name of the view. */
export type DeclaredViews = ReadonlyMap<string, readonly SwitchableGeneration[]>;

/** What an operator asks for. */
export interface SwitchRequest {
  readonly view: string;
  /** The newest declared one where it is not given. */
  readonly to?: number;
  readonly actor: string;
  readonly reason: string;
  /** Switches whatever is missing. */
  readonly isForced?: boolean;
}

/** How a switch ended. */
export const switchOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['switched', 'already-live']), live: z.int(), previous: z.int() }),
  z.object({ outcome: z.literal('not-declared'), declared: z.array(z.int()).readonly() }),
  z.object({ outcome: z.literal('not-ready'), missing: z.array(z.string()).readonly() }),
  /**
   * 'never-switched': there is no way back. 'overtaken' and 'settling': another switch came first, or is not known everywhere
   * yet.
   */
  z.object({ outcome: z.enum(['unknown-view', 'never-switched', 'overtaken', 'settling']) }),
]);

/** How a switch ended. */
export type SwitchOutcome = Readonly<z.infer<typeof switchOutcome>>;

/** The ports of a switch. */
export interface Switching {
  readonly declared: DeclaredViews;
  readonly registry: ViewRegistry;
  readonly live: LiveGenerations;
  readonly missing: (generation: ComparedGeneration) => Promise<readonly string[]>;
  readonly clock: () => string;
  readonly tracing: Pick<Tracing, 'log'>;
}

/** What is written: which generation, and whether it must prove that it is ready. */
interface Turn extends Omit<SwitchRequest, 'to'> {
  readonly to: number;
  readonly registered: RegisteredView | undefined;
  readonly etag: string | undefined;
}

/** Switches views to other generations, and back: each by one conditional write. */
export const switching = (ports: Switching) => {
  const { declared, registry, live, missing, clock, tracing } = ports;

  const write = async ({ view, to, actor, reason, etag }: Turn, from: number): Promise<SwitchOutcome> => {
    const switched = { live: to, previous: from };
    const entry = { name: view, ...switched, switchedAt: clock(), switchedBy: actor, reason };
    const saved = await registry.save(entry, etag);
    live.forget(view);
    if (saved === 'conflict') {
      // After a lost answer this very switch may be what is there.
      const found = (await registry.find(view))?.registered;
      const isOurs = found?.live === to && found.switchedBy === actor && found.switchedAt === entry.switchedAt;
      if (!isOurs) return { outcome: 'overtaken' };
    }
    tracing.log({ event: 'view-switched', view, ...switched, actor });
    return { outcome: 'switched', ...switched };
  };

  const turn = async (asked: Turn, isBack: boolean): Promise<SwitchOutcome> => {
    const { view, to, registered } = asked;
    const generations = declared.get(view) ?? [];
    const numbers = generations.map(({ generation }) => generation);
    const wanted = generations.find(({ generation }) => generation === to);
    if (wanted === undefined) return { outcome: 'not-declared', declared: numbers };
    live.forget(view);
    const from = (await live.of(view, numbers)).generation;
    if (isRegistered(asked, from)) return { outcome: 'already-live', live: to, previous: registered?.previous ?? to };
    if (isThird(asked, clock())) return { outcome: 'settling' };
    const faults = isBack || asked.isForced === true ? [] : await missing(wanted);
    return faults.length > 0 ? { outcome: 'not-ready', missing: faults } : write(asked, leftBy(asked, from));
  };

  return {
    /** Makes a generation the live one, once it is built, nothing of it is parked, and a sample agrees with the events. */
    switchTo: async ({ to, ...asked }: SwitchRequest): Promise<SwitchOutcome> => {
      const generations = declared.get(asked.view);
      if (generations === undefined) return { outcome: 'unknown-view' };
      const newest = Math.max(...generations.map(({ generation }) => generation));
      const found = await registry.find(asked.view);
      return turn({ ...asked, to: to ?? newest, registered: found?.registered, etag: found?.etag }, false);
    },

    /** Goes back to the generation that was live before. It is fed all along, so nothing is asked. */
    switchBack: async (asked: Omit<SwitchRequest, 'to' | 'isForced'>): Promise<SwitchOutcome> => {
      if (!declared.has(asked.view)) return { outcome: 'unknown-view' };
      const found = await registry.find(asked.view);
      if (found === undefined) return { outcome: 'never-switched' };
      return turn({ ...asked, to: found.registered.previous, registered: found.registered, etag: found.etag }, true);
    },
  };
};

/** A build that was rolled back reads what it has below the registered one. That counts only once it is registered. */
const isRegistered = ({ registered, to }: Turn, from: number): boolean =>
  from === to && (registered?.live ?? to) === to;

/** The generation that a switch leaves: the one that is read, or the registered one where a rolled back build does not have it. */
const leftBy = ({ registered, to }: Turn, from: number): number => (from === to ? (registered?.live ?? from) : from);

/** Reads look in two generations while a switch settles. A third one must wait. */
const isThird = ({ registered, to }: Turn, now: string): boolean =>
  registered !== undefined && isSettling(registered, now) && ![registered.live, registered.previous].includes(to);
