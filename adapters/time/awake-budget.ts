/** A budget of time that passes only while this process runs. */
export interface AwakeBudget {
  /** What is left of it, in milliseconds. */
  readonly leftMs: () => number;
  /** Ends the watch. Nobody is told of its end any more. */
  readonly close: () => void;
}

/** Into how many steps a budget is divided, and how long one of them may be. */
const steps = 40;
const longestStepMs = 100;

/**
 * Begins a budget, and calls `onSpent` when it is used up. While the process stands still (it has no processor, or computes for long) no
 * more than two steps pass, however long that takes: others who answered meanwhile were not silent. It ends one step after it is
 * spent, so that their answers are read before, even where the process stood still to the end.
 */
export const awakeBudget = (milliseconds: number, onSpent: () => void): AwakeBudget => {
  const stepMs = Math.max(1, Math.min(longestStepMs, milliseconds / steps));
  let looked = performance.now();
  let left = milliseconds;
  const passed = (): number => Math.min(performance.now() - looked, 2 * stepMs);
  const timer = setInterval(() => {
    if (left <= 0) {
      clearInterval(timer);
      onSpent();
    }
    left -= passed();
    looked = performance.now();
  }, stepMs);
  return { leftMs: () => left - passed(), close: () => clearInterval(timer) };
};
