import { setTimeout as delay } from 'node:timers/promises';

/** Pauses between looks, in milliseconds: two seconds in all, the first ones short, as views are seldom late for long. */
const pauses = [25, 50, 75, 100, 150, 200, 300, 300, 400, 400];

/** Waits before the next look and says whether there is one. `looks` counts from 1. */
export const waitALittle = async (looks: number): Promise<boolean> => {
  const pause = pauses[looks - 1];
  if (pause === undefined) return false;
  await delay(pause);
  return true;
};
