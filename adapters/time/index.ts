export { atMostEvery } from './at-most-every.ts';
export { awakeBudget, type AwakeBudget } from './awake-budget.ts';
export { monotonicNow, systemClock } from './clock.ts';
export { remainingMs, withDeadline } from './deadline.ts';
export { patienceForViews } from './patience.ts';
export { chance, pauseAtRandom, pauseFor } from './pause.ts';
