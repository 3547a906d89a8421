import type { Faults } from '../world/faults.ts';
import type { Random } from '../world/random.ts';
import type { Actor, World } from '../world/world.ts';
import type { Hosts } from './hosts.ts';
import type { SimulatedHost } from './simulated-host.ts';
import type { Queued, Session, Topic } from './topic.ts';

/** What receiving messages needs. */
export interface Receiving {
  readonly world: World;
  readonly random: Random;
  readonly faults: Faults;
  readonly hosts: Hosts;
  readonly topic: Topic;
}

const broker: Actor = { name: 'broker', isAlive: true };

/** For so long the broker keeps a session for a host that has died, in milliseconds (infra/service-bus.json, lockDuration). */
const lockMs = 60_000;

/**
 * Has hosts take the messages of sessions, as the trigger of Azure Functions does: a host holds the lock of a session, and completes its
 * messages one after the other. A lock that is lost is soon another host's, while the first one still works on its message.
 */
export const receiveMessages = ({ world, random, faults, hosts, topic }: Receiving): void => {
  let locks = 0;

  const give = (session: Session): void => {
    if (session.lock !== undefined || session.queue.length === 0) return;
    const lock = (session.lock = locks += 1);
    const host = hosts.any();
    if (host === undefined) void world.turn(broker, '', random.between(0, lockMs)).then(() => free(session, lock));
    else hold(session, host, lock).catch(world.fail);
  };

  const free = (session: Session, lock: number): void => {
    if (session.lock !== lock) return;
    session.lock = undefined;
    give(session);
  };

  const hold = async (session: Session, host: SimulatedHost, lock: number): Promise<void> => {
    const stopListening = host.onCrash(() => {
      void world.turn(broker, `has ${host.name} lose ${session.id}`, lockMs).then(() => free(session, lock));
    });
    while (session.lock === lock && host.isAlive) {
      const queued = topic.handOver(session);
      if (queued === undefined) break;
      await takeOne(session, { host, lock, queued });
    }
    stopListening();
    if (host.isAlive) free(session, lock);
  };

  const takeOne = async (
    session: Session,
    { host, lock, queued }: { readonly host: SimulatedHost; readonly lock: number; readonly queued: Queued },
  ): Promise<void> => {
    const { message, deliveries } = queued;
    const what = `${session.subscription} ${message.messageId}`;
    await world.turn(host, `is told ${what}`);
    if (faults.happens('lock lost')) lose(session, lock, what);
    const isTaken = await host
      .take(session.subscription, { body: message.body, id: message.messageId, deliveries })
      .then(
        () => true,
        (error: unknown) => {
          world.note(host, `${what}: ${String(error)}`);
          return false;
        },
      );
    if (isTaken && faults.happens('completion lost')) lose(session, lock, what);
    if (isTaken && session.lock === lock) session.queue.shift();
  };

  const lose = (session: Session, lock: number, what: string): void => {
    world.note(broker, `takes the lock of ${what}`);
    free(session, lock);
  };

  topic.onMessage(give);
};
