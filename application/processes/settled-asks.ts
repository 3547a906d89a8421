/** Which asks this process has carried out and recorded itself: of those nobody is asked when the feed delivers them. */
export interface SettledAsks {
  settle(place: string): void;
  isSettled(place: string): boolean;
}

/** Places in memory at most, about 100 bytes each. The oldest is forgotten first, and costs a point read more. */
const mostPlaces = 20_000;

/** Nothing is known yet. */
export const settledAsks = (most = mostPlaces): SettledAsks => {
  const places = new Set<string>();
  return {
    isSettled: (place) => places.has(place),
    settle: (place) => {
      places.add(place);
      const [oldest] = places;
      if (places.size > most && oldest !== undefined) places.delete(oldest);
    },
  };
};
