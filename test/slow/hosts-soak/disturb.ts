import { setTimeout as pause } from 'node:timers/promises';
import type { MortalHost } from './mortal-host.ts';

const fates = ['SIGKILL', 'SIGSTOP', 'SIGTERM', 'SIGKILL', 'SIGSTOP'] as const;

/** How often what was done to hosts. */
export type Disturbances = Record<(typeof fates)[number], number>;

/** Kills a host, freezes it, or stops it in good order, one after the other until `isOver`. Afterwards it runs. */
export const disturb = async (
  host: MortalHost,
  random: (below: number) => number,
  counts: Disturbances,
  isOver: () => boolean,
): Promise<void> => {
  for (let turn = random(fates.length); !isOver(); turn += 1) {
    await pause(1_000 + random(4_000));
    const fate = fates[turn % fates.length] ?? 'SIGKILL';
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
