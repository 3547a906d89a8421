import type { FoundRegistration, RegisteredView, ViewRegistry } from './view-registry.ts';

/** Which generation answers, and beside it the one that answered until a moment ago; perhaps still does, on another instance. */
export interface Live {
  readonly generation: number;
  readonly beside?: number;
}

/** What this process knows of the registry. */
export interface LiveGenerations {
  /** The live one of these generations of a view. */
  readonly of: (viewName: string, declared: readonly number[]) => Promise<Live>;
  /** Reads the registry again at the next question: this process has switched. */
  readonly forget: (viewName: string) => void;
}

/** The ports of a reader of the registry. */
export interface FollowingRegistry {
  readonly registry: Pick<ViewRegistry, 'find'>;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
}

/**
 * How long a process goes by what it has read of the registry, in milliseconds: a read that begins so long after a switch follows it,
 * on every instance. Shorter than a read waits for the generation that is behind (adapters/time/patience.ts), so that whoever
 * was answered without it is followed by nobody who has not learned of the switch.
 */
export const knownForMs = 1_000;

/**
 * For how long after a switch reads look in both generations, in milliseconds: until every instance has learned of it, with the
 * difference of their clocks.
 */
export const settlingMs = 60_000;

/** Whether instances may still read the generation that a switch has left. */
export const isSettling = (
  { live, previous, switchedAt }: Pick<RegisteredView, 'live' | 'previous' | 'switchedAt'>,
  now: string,
): boolean => live !== previous && Date.parse(now) - Date.parse(switchedAt) < settlingMs;

/**
 * Follows the registry. A view with one declared generation has no choice, so nothing is read: the registry costs only while there
 * are two. Where the registered generation is not declared in this build, the newest one below it answers.
 */
export const liveGenerations = ({ registry, now, clock }: FollowingRegistry): LiveGenerations => {
  const known = new Map<string, { readonly at: number; readonly found: Promise<FoundRegistration | undefined> }>();

  const find = async (viewName: string): Promise<FoundRegistration | undefined> => {
    const earlier = known.get(viewName);
    if (earlier !== undefined && now() - earlier.at < knownForMs) return earlier.found;
    const asked = { at: now(), found: registry.find(viewName) };
    known.set(viewName, asked);
    try {
      return await asked.found;
    } catch (error) {
      if (known.get(viewName) === asked) known.delete(viewName);
      throw error;
    }
  };

  return {
    of: async (viewName, declared) => {
      const oldest = Math.min(...declared);
      if (declared.length === 1) return { generation: oldest };
      const registered = (await find(viewName))?.registered;
      if (registered === undefined) return { generation: oldest };
      const generation = Math.max(oldest, ...declared.filter((each) => each <= registered.live));
      const { previous } = registered;
      const isBeside = generation === registered.live && declared.includes(previous) && isSettling(registered, clock());
      return { generation, ...(isBeside && { beside: previous }) };
    },
    forget: (viewName) => void known.delete(viewName),
  };
};
