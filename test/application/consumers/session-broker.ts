import type { CloudEvent } from '../../../application/messages/cloud-event.ts';

/** A message in a session, and how often it was handed over. */
export interface Queued {
  readonly event: CloudEvent;
  deliveries: number;
}

interface Session {
  readonly queue: Queued[];
  lock: number | undefined;
}

/** A session that somebody holds. */
export interface HeldSession {
  /** The first message; undefined when there is none, or the lock is lost. */
  readonly receive: () => Queued | undefined;
  /** Takes the first message away, unless the lock is lost. */
  readonly complete: () => void;
  readonly giveBack: () => void;
}

/** A broker with sessions: each is held by one at a time, and its messages come in order, again and again until completed. */
export const sessionBroker = (streams: readonly (readonly CloudEvent[])[]) => {
  const sessions: readonly Session[] = streams.map((events) => ({
    queue: events.map((event) => ({ event, deliveries: 0 })),
    lock: undefined,
  }));
  let locks = 0;
  return {
    isEmpty: () => sessions.every(({ queue }) => queue.length === 0),
    mostDeliveries: () => Math.max(0, ...sessions.flatMap(({ queue }) => queue.map(({ deliveries }) => deliveries))),
    /** Takes a lock away from whoever has it. */
    loseLock: (index: number) => {
      const session = sessions[index % sessions.length];
      if (session !== undefined) session.lock = undefined;
    },
    /** A session that has messages and that nobody holds, of those from `from` on, in a circle. */
    accept: (from: number): HeldSession | undefined => {
      const inCircle = sessions.map((_, index) => sessions[(from + index) % sessions.length]);
      const session = inCircle.find((each) => each?.lock === undefined && (each?.queue.length ?? 0) > 0);
      if (session === undefined) return undefined;
      const lock = (locks += 1);
      session.lock = lock;
      return {
        receive: () => {
          const [first] = session.lock === lock ? session.queue : [];
          if (first !== undefined) first.deliveries += 1;
          return first;
        },
        complete: () => {
          if (session.lock === lock) session.queue.shift();
        },
        giveBack: () => {
          if (session.lock === lock) session.lock = undefined;
        },
      };
    },
  };
};
