import type { MessageBus, OutgoingMessage } from '../../../application/messages/message-bus.ts';

/** A message of a subscription, and how often it was handed over. */
export interface Queued {
  readonly message: OutgoingMessage;
  deliveries: number;
}

/** A session of a subscription: who holds its lock takes its messages, one after the other. */
export interface Session {
  readonly subscription: string;
  readonly id: string;
  readonly queue: Queued[];
  /** Another one with each holder; undefined while nobody holds it. */
  lock: number | undefined;
}

/** A topic with subscriptions in sessions. */
export interface Topic extends MessageBus {
  /** All sessions that there are. */
  sessions(): readonly Session[];
  /** Messages that were handed over too often. */
  deadLetters(): readonly string[];
  /** Hands the first message of a session over once more; undefined when there is none, or it is a dead letter now. */
  handOver(session: Session): Queued | undefined;
  /** Calls the listener with each session that has something to be taken from now on. */
  onMessage(listener: (session: Session) => void): void;
}

/** How often a message is handed over (infra/service-bus.json): days of tries, since consumers pause before each. */
const mostDeliveries = 2_000;

/** What a topic is made of. */
export interface TopicSettings {
  /** What each subscription takes, by its name. */
  readonly subscriptions: ReadonlyMap<string, (message: OutgoingMessage) => boolean>;
  /** For how long the id of a message is known, so that it is not taken again, in milliseconds. */
  readonly knownForMs: number;
  readonly now: () => number;
}

/** A topic without messages. What is sent again under an id that is not known any more comes again, behind what is there. */
export const newTopic = ({ subscriptions, knownForMs, now }: TopicSettings): Topic => {
  const sessions = new Map<string, Session>();
  const known = new Map<string, number>();
  const dead: string[] = [];
  const listeners: ((session: Session) => void)[] = [];

  const sessionOf = (subscription: string, id: string): Session => {
    const key = JSON.stringify([subscription, id]);
    const session = sessions.get(key) ?? { subscription, id, queue: [], lock: undefined };
    sessions.set(key, session);
    return session;
  };

  const accept = (message: OutgoingMessage): void => {
    const sentAt = known.get(message.messageId);
    if (sentAt !== undefined && now() - sentAt < knownForMs) return;
    known.set(message.messageId, now());
    for (const [subscription, takes] of subscriptions) {
      if (!takes(message)) continue;
      const session = sessionOf(subscription, message.sessionId);
      session.queue.push({ message, deliveries: 0 });
      for (const listener of listeners) listener(session);
    }
  };

  return {
    sessions: () => [...sessions.values()],
    deadLetters: () => dead,
    onMessage: (listener) => void listeners.push(listener),
    send: async (messages) => {
      for (const message of messages) accept(message);
    },
    handOver: ({ subscription, queue }) => {
      const [first] = queue;
      if (first === undefined) return undefined;
      first.deliveries += 1;
      if (first.deliveries <= mostDeliveries) return first;
      dead.push(`${subscription} ${first.message.messageId}`);
      queue.shift();
      return undefined;
    },
  };
};
