import { setTimeout as pause } from 'node:timers/promises';
import type { MortalHost } from './mortal-host.ts';

const fates = ['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGSTOP', 'SIGSTOP'] as const;

/** How often what was done to hosts. */
export type Disturbances = Record<(typeof fates)[number], number>;

/** Kills a host, stops it in good order, or freezes it, again and again until `isOver`. Afterwards it runs. */
export const disturb = async (
  host: MortalHost,
  random: (below: number) => number,
  counts: Disturbances,
  isOver: () => boolean,
): Promise<void> => {
  while (!isOver()) {
    await pause(1_000 + random(4_000));
    const fate = fates[random(fates.length)] ?? 'SIGKILL';
    counts[fate] += 1;
    if (fate === 'SIGSTOP') {
      host.freeze();
      // Longer than a lease lasts, more often than not.
      await pause(500 + random(4_000));
      host.wake();
    } else {
      await host.replace(fate);
    }
  }
};
