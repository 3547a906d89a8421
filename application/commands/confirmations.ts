import type { StreamState } from '../streams/stream-state.ts';

/**
 * Which requests a state is new enough for. What the store says of a stream's end holds for every request that had arrived before it
 * was asked: the state was the newest at a moment at which they all waited, as if each had asked for itself.
 */
export interface Confirmations<State> {
  /** Numbers a request that has just arrived. */
  arrive(): number;
  /** Whether the store has confirmed this state, or one that it follows, since the request of this number arrived. */
  holdsFor(stream: StreamState<State>, arrival: number): boolean;
  /** Called before the store is asked; gives what marks the state that it answered as new enough for all who have arrived. */
  begin(): (stream: StreamState<State>) => StreamState<State>;
  /** Reads a state that is the newest, and marks it so. */
  by(read: () => Promise<StreamState<State>>): Promise<StreamState<State>>;
}

/** Confirmations that are kept with the states themselves, so that a state which leaves the cache takes them along. */
export const confirmations = <State>(
  keep: (stream: StreamState<State>) => StreamState<State>,
): Confirmations<State> => {
  let arrivals = 0;
  const begin = () => {
    const confirmedFor = arrivals;
    return (stream: StreamState<State>) => keep({ ...stream, confirmedFor });
  };
  return {
    arrive: () => (arrivals += 1),
    holdsFor: ({ confirmedFor = 0 }, arrival) => arrival <= confirmedFor,
    begin,
    by: async (read) => {
      const confirm = begin();
      return confirm(await read());
    },
  };
};
