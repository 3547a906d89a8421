import type { Actor, World } from '../world/world.ts';
import type { Hosts } from './hosts.ts';
import type { Stored } from './stored.ts';

/** What timers need. */
export interface Timing {
  readonly world: World;
  readonly hosts: Hosts;
  readonly stored: Stored;
}

const timer: Actor = { name: 'timer', isAlive: true };

/** The timers of the system: each minute one host does what is to be done. */
export const timersOn = ({ world, hosts, stored }: Timing) => {
  const onHost = async (): Promise<void> => {
    const host = hosts.any();
    if (host === undefined || (await isNothingParked())) return;
    try {
      await host.system.retryOlderBuilds();
      await host.system.retryFailing();
    } catch (error) {
      world.note(host, `timer: ${String(error)}`);
    }
  };

  const isNothingParked = async (): Promise<boolean> => {
    const { items } = await stored.parkingLot.list({ limit: 1 });
    return items.length === 0;
  };

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

    /** Lets a minute pass, and all that comes of it. */
    minute: async (): Promise<void> => {
      world.turn(timer, 'a minute later', 60_000).then(onHost).catch(world.fail);
      await world.run().catch(world.fail);
    },

    /** Whether nothing waits for a timer any more. */
    areAtRest: isNothingParked,
  };
};
