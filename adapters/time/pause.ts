import { setTimeout as delay } from 'node:timers/promises';

const firstMilliseconds = 10;
const mostMilliseconds = 300;

/**
 * Waits for a random time, up to twice as long after each lost race: writers that wait equally long would only meet again
 * (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */
export const pauseAtRandom = (lostRaces: number): Promise<void> =>
  delay(Math.random() * Math.min(mostMilliseconds, firstMilliseconds * 2 ** lostRaces));

/** Waits for so many milliseconds. */
export const pauseFor = (milliseconds: number): Promise<void> => delay(milliseconds);

/** A number by chance, at least 0 and below 1. */
export const chance = (): number => Math.random();
