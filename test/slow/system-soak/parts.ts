import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startService, type ChildService } from '@annal/local-server';
import { definitionsOf, partNames, type PartName, type Place } from './definitions.ts';
import { until } from './until.ts';

/** The whole system on the bundle, each server in a process of its own that can be killed and frozen. */
export interface Parts {
  /** The usual settings of the app, for programs beside it. */
  readonly settings: NodeJS.ProcessEnv;
  /** Rejects when a server ends that was not killed. */
  readonly failure: Promise<never>;
  /** Kills all of these in one instant, and starts them again. */
  readonly kill: (names: readonly PartName[]) => Promise<void>;
  /** Freezes one; the result wakes that process up. */
  readonly freeze: (name: PartName) => () => void;
  /** What each heap holds after a collection, in bytes. Waits for those who are frozen. */
  readonly heaps: () => Promise<Readonly<Record<PartName, number>>>;
  readonly end: () => Promise<void>;
}

/** Starts all parts; `started` is called for each server that was started or restarted. */
export const startParts = async (place: Place, started: (name: PartName) => Promise<void>): Promise<Parts> => {
  const heapFolder = join(place.folder, 'heaps');
  mkdirSync(heapFolder);
  const { definitions, settings } = await definitionsOf(place, heapFolder);
  const lives = new Map<PartName, ChildService>();
  const doomed = new Set<ChildService>();
  const { promise: failure, reject: fail } = Promise.withResolvers<never>();
  failure.catch(() => undefined); // whoever runs the soak hears of it, and not before it asks

  const start = async (name: PartName): Promise<void> => {
    const service = startService(definitions[name]);
    lives.set(name, service);
    void service.ended.then((how) => {
      if (!doomed.has(service)) fail(new Error(`${name} ended by itself (${how}).\n${service.lastLines().join('\n')}`));
    });
    await service.ready;
    await started(name);
  };
  const lifeOf = (name: PartName): ChildService => {
    const life = lives.get(name);
    if (life === undefined) throw new Error(`${name} was not started.`);
    return life;
  };
  const end = async (names: readonly PartName[]): Promise<void> => {
    const ending = names.filter((name) => lives.has(name)).map(lifeOf);
    for (const service of ending) {
      doomed.add(service);
      service.signal('SIGKILL');
    }
    await Promise.all(ending.map(({ ended }) => ended));
  };
  const heapOf = async (name: PartName): Promise<number> => {
    const service = lifeOf(name);
    const file = join(heapFolder, String(service.pid));
    rmSync(file, { force: true });
    service.signal('SIGUSR2');
    await until(`the heap of ${name}`, () => existsSync(file));
    return Number(readFileSync(file, 'utf8'));
  };

  let kills = Promise.resolve();
  await Promise.all(partNames.map(start));
  return {
    settings,
    failure,
    // One after the other: what is being started is not killed by another order.
    kill: (names) =>
      (kills = kills.then(async () => {
        await end(names);
        await Promise.all(names.map(start));
      })),
    freeze: (name) => {
      const service = lifeOf(name);
      service.signal('SIGSTOP');
      return () => service.signal('SIGCONT');
    },
    heaps: async () => {
      const measured = await Promise.all(partNames.map(async (name) => [name, await heapOf(name)] as const));
      return Object.fromEntries(measured) as Record<PartName, number>;
    },
    end: () => end(partNames),
  };
};
