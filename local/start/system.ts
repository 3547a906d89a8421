import { setTimeout as pause } from 'node:timers/promises';
import { type ChildService, StartupError } from '@annal/local-server';

/** The servers that belong together: they start side by side and stop in an order. */
export interface System {
  /** Adds a server that has just been started; should it end by itself from now on, `failed` is told. */
  add(service: ChildService): void;
  /** Lets go of a server that is to be replaced. */
  remove(service: ChildService): void;
  /** Stops everything: first what was added last, store and broker together at the end. Safe to call twice. */
  stop(): Promise<void>;
  /** Ends everything by force. */
  kill(): void;
}

/** A system without servers. `failed` gets the words for a server that ended although nobody asked it to. */
export function emptySystem(failed: (reason: string) => void): System {
  const services = new Set<ChildService>();
  let stopping: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    const all = [...services];
    // The app goes first, while the services that its running functions need are still there.
    await Promise.all(all.filter(isApp).map((service) => service.stop()));
    await Promise.all(all.filter((service) => !isApp(service)).map((service) => service.stop()));
  };
  return {
    add: (service) => {
      services.add(service);
      const watch = async () => {
        const end = await service.ended;
        if (stopping === undefined && services.has(service)) failed(deathOf(service, end));
      };
      void service.ready.then(watch, () => undefined);
    },
    remove: (service) => services.delete(service),
    stop: () => (stopping ??= stopAll()),
    kill: () => {
      for (const service of services) service.signal('SIGKILL');
    },
  };
}

function isApp({ name }: ChildService): boolean {
  return name === 'Functions';
}

function deathOf(service: ChildService, end: string): string {
  const lines = service.lastLines().map((line) => `  ${line}`);
  return [`${service.name} ended unexpectedly (${end}). Its last lines:`, ...lines].join('\n');
}

/** Waits for all servers; rejects with one StartupError that says what is wrong with each that cannot start. */
export async function allReady(services: readonly ChildService[]): Promise<void> {
  const results = await Promise.allSettled(services.map(({ ready }) => ready));
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []));
  if (faults.length > 0) throw new StartupError(faults.join('\n'));
}

/** Waits until `url` answers 200. A StartupError tells the last answer when that takes longer than `patience` ms. */
export async function answers(url: string, patience: number, stop: AbortSignal): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const last = await answerOf(url, stop);
    if (last === undefined || stop.aborted) return;
    if (performance.now() > deadline)
      throw new StartupError(`${url} did not answer 200 within ${patience / 1000} s. It says: ${last}`);
    await pause(25);
  }
}

/** Undefined for 200, else what was answered. */
async function answerOf(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal });
    const text = await response.text();
    return response.status === 200 ? undefined : `${response.status} ${text}`;
  } catch (error) {
    return String((error as Error).cause ?? error);
  }
}
