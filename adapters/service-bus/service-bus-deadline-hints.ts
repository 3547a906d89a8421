import type { ServiceBusMessage } from '@azure/service-bus';
import { setTimeout as delay } from 'node:timers/promises';
import {
  placeOfHint,
  type DeadlineHint,
  type DeadlineHints,
} from '../../application/processes/deadlines/deadline-hints.ts';
import type { Tracing } from '../../application/tracing.ts';
import { closingPatience, openLate, type OpenSender, type ServiceBusConnection } from './open-sender-late.ts';

/** Where hints go. */
export interface ServiceBusHints {
  readonly connection: ServiceBusConnection;
  readonly queue: string;
  readonly tracing?: Pick<Tracing, 'log'>;
  /** The time limit of one try, in milliseconds. */
  readonly timeoutInMs?: number;
}

/** Hints, with what ends their connection. */
export interface ClosableDeadlineHints extends DeadlineHints {
  /** Sends what waits, for a few seconds at most, and ends the connection. Never throws. */
  close(): Promise<void>;
}

const usualTimeout = 5_000;

/** A hint is some 400 bytes, and a message that is sent holds 256 kB. */
const mostAtOnce = 100;

/** So many wait while the broker does not answer; of later ones no hint is given. */
const mostWaiting = 1_000;

/**
 * Hints as scheduled messages in a queue of Azure Service Bus. They are sent beside what is going on, many at once where they come faster
 * than the broker takes them. What it does not take is lost, as nothing depends on it, and so is what waits behind that.
 */
export const serviceBusDeadlineHints = ({
  connection,
  queue,
  tracing,
  timeoutInMs = usualTimeout,
}: ServiceBusHints): ClosableDeadlineHints => {
  let opening: Promise<OpenSender> | undefined;
  let waiting: readonly DeadlineHint[] = [];
  let sending: Promise<void> | undefined;

  const sendAll = async (): Promise<void> => {
    try {
      const { sender } = await (opening ??= openLate({ connection, entity: queue, timeoutInMs }));
      while (waiting.length > 0) {
        const next = waiting.slice(0, mostAtOnce);
        waiting = waiting.slice(mostAtOnce);
        await sender.sendMessages(next.map(messageOf));
      }
    } catch (error) {
      waiting = [];
      tracing?.log({ event: 'hints-not-sent', queue, error: String(error) });
    } finally {
      sending = undefined;
    }
  };

  return {
    give: (hints) => {
      waiting = [...waiting, ...hints].slice(0, mostWaiting);
      sending ??= sendAll();
    },
    close: async () => {
      const ended = (async () => {
        await sending;
        await (await opening)?.client.close();
      })();
      await Promise.race([ended.catch(() => undefined), delay(closingPatience, undefined, { ref: false })]);
    },
  };
};

/** A hint that is repeated has the same id, and the broker drops it. */
const messageOf = (hint: DeadlineHint): ServiceBusMessage => ({
  messageId: placeOfHint(hint),
  scheduledEnqueueTimeUtc: new Date(hint.dueAt),
  contentType: 'application/json',
  correlationId: hint.correlationId,
  body: hint,
});
