import { noDeadline } from '../../../domain/modelling/processes/process-document.ts';
import { processesByDeadline, type ProcessesView } from '../../../domain/modelling/processes/processes-view.ts';
import type { Actor, World } from '../world/world.ts';
import { furthestMs, type Hosts } from './hosts.ts';
import type { Stored } from './stored.ts';

/** A run that has time for everything. */
const limits = { forMs: 45_000, mostPerShard: 1_000 };

/** What timers need. */
export interface Timing {
  readonly world: World;
  readonly hosts: Hosts;
  readonly stored: Stored;
  readonly view: ProcessesView;
  /** Whether how late every subscriber is is measured each minute: it takes many steps. */
  readonly isLagMeasured: boolean;
}

const timer: Actor = { name: 'timer', isAlive: true };

/** The timers of the system: each minute one host does what is to be done. */
export const timersOn = ({ world, hosts, stored, view, isLagMeasured }: Timing) => {
  const onHost = async (): Promise<void> => {
    const host = hosts.any();
    if (host === undefined) return;
    try {
      if (isLagMeasured) await host.system.measureLag();
      const next = await nextDeadline();
      if (next !== undefined && next < world.clock()) await host.system.fireDeadlines(limits);
      if (!(await isNothingBuilt())) await host.system.builds.work({ forMs: limits.forMs, partsAtOnce: 2 });
      if (!(await isNothingWaiting())) for (const consumer of host.consumers) await consumer.tryDue();
      if (await isNothingParked()) return;
      await host.system.retryOlderBuilds();
      await host.system.retryFailing();
    } catch (error) {
      world.note(host, `timer: ${String(error)}`);
    }
  };

  /** The earliest deadline that a process has; undefined where none has any. */
  const nextDeadline = async (): Promise<string | undefined> => {
    const { orderBy } = processesByDeadline;
    const open = { orderBy, before: noDeadline, direction: 'asc', limit: 1 } as const;
    const { items } = await stored.readModel(view).list(open);
    return items[0]?.view.dueAt;
  };

  const isNothingParked = async (): Promise<boolean> => {
    const { items } = await stored.parkingLot.list({ limit: 1 });
    return items.length === 0;
  };

  const isNothingWaiting = async (): Promise<boolean> => {
    const waiting = await Promise.all(stored.consumers.map((each) => each.waiting.any()));
    return !waiting.includes(true);
  };

  const isNothingBuilt = async (): Promise<boolean> => (await stored.buildJobs.unfinished()).length === 0;

  /** Measures how late everybody is, beside nothing else. */
  const measure = async (): Promise<void> => {
    if (!isLagMeasured) return;
    world
      .turn(timer, 'measures how late all are')
      .then(() => hosts.any()?.system.measureLag())
      .catch(world.fail);
    await world.run().catch(world.fail);
  };

  /** Whether only what has a deadline is left to be waited for. */
  const isQuiet = async (): Promise<boolean> =>
    (await isNothingParked()) && (await isNothingBuilt()) && (await isNothingWaiting());

  return {
    /** Runs each minute, beside everything else, until this holds. */
    runUntil: (isOver: () => boolean): void => {
      const eachMinute = async (): Promise<void> => {
        for (;;) {
          await world.turn(timer, '', 60_000);
          if (isOver()) return;
          onHost().catch(world.fail);
        }
      };
      eachMinute().catch(world.fail);
    },

    /** Lets a minute pass, or more where only a deadline is to come: until it has passed by the clock of every host. */
    goOn: async (): Promise<void> => {
      // What was begun since ends first: marks of it that no measurement has read would be forgotten while time jumps.
      await world.run().catch(world.fail);
      await measure();
      const next = (await isQuiet()) ? await nextDeadline() : undefined;
      const untilNext = next === undefined ? -furthestMs : Date.parse(next) - Date.parse(world.clock());
      world
        .turn(timer, 'later', Math.max(60_000, untilNext + furthestMs))
        .then(onHost)
        .catch(world.fail);
      await world.run().catch(world.fail);
    },

    measure,

    /** Whether nothing waits for a timer any more. */
    areAtRest: async (): Promise<boolean> => (await isQuiet()) && (await nextDeadline()) === undefined,
  };
};
