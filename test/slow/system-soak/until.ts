import { setTimeout as pause } from 'node:timers/promises';

/** In milliseconds. A subscriber that failed again and again may pause for five minutes; and the machine may have much else to do. */
const patience = 600_000;

/** Looks again and again until it is true. Rejects with the name of what never came. */
export const until = async (what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + patience;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`Waited ${patience / 1000} s for ${what} in vain.`);
    await pause(100);
  }
};
