import { setTimeout as pause } from 'node:timers/promises';
import { differences, type ControlTotals } from './control-totals.ts';

/** After how long without any change views are no longer taken for late, in milliseconds. */
const standstill = 20_000;

/** Reads until the figures are as expected; gives them as they are once nothing has changed any more for twenty seconds. */
export const settled = async (read: () => Promise<ControlTotals>, expected: ControlTotals): Promise<ControlTotals> => {
  let seen = await read();
  for (let since = performance.now(); performance.now() - since < standstill;) {
    if (differences(expected, seen).length === 0) break;
    await pause(500);
    const next = await read();
    if (differences(seen, next).length > 0) since = performance.now();
    seen = next;
  }
  return seen;
};
