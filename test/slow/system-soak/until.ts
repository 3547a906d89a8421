import { setTimeout as pause } from 'node:timers/promises';

/** In milliseconds. A message that failed again and again may wait a quarter of an hour; and the machine may have much else to do. */
const patience = 1_200_000;

/** Looks again and again until it is true. Rejects with the name of what never came. */
export const until = async (what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> => {
  let deadline = Infinity;
  while (!(await isTrue())) {
    // From the end of the first look, which may take long by itself.
    deadline = Math.min(deadline, performance.now() + patience);
    if (performance.now() > deadline) throw new Error(`Waited ${patience / 1000} s for ${what} in vain.`);
    await pause(100);
  }
};
