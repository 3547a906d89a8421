import type { ChildService } from '@annal/local-server';
import type { System } from './system.ts';

/** The app's process, which can be replaced by a new one on changed sources. */
export interface AppProcess {
  /** Replaces it. Requests that come meanwhile are one more restart afterwards. */
  readonly restart: () => void;
}

/** Restarts the app within a system; `start` makes a new process, `tell` gets a line for every restart. */
export function appProcess(
  system: System,
  first: ChildService,
  start: () => ChildService,
  tell: (line: string) => void,
): AppProcess {
  let current = first;
  let isRestarting = false;
  let isWanted = false;
  const replace = async (): Promise<void> => {
    const started = performance.now();
    system.remove(current);
    await current.stop();
    current = start();
    try {
      await current.ready;
      system.add(current);
      tell(`App restarted in ${Math.round(performance.now() - started)} ms.`);
    } catch (error) {
      tell(`${(error as Error).message}\nWaiting for a change.`);
    }
  };
  const restart = async (): Promise<void> => {
    isWanted = true;
    if (isRestarting) return;
    isRestarting = true;
    while (isWanted) {
      isWanted = false;
      await replace();
    }
    isRestarting = false;
  };
  return { restart: () => void restart() };
}
