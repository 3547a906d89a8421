import type { ServiceBusSessionReceiver } from '@azure/service-bus';
import { messageBody, messageMetadata } from '../triggers/service-bus/message-data.ts';
import type { WorkerFunction } from './start-worker.ts';

/** Calls a function with the messages of one session after the other: completes what it took, abandons what it did not. */
export const serveSessions = async (
  fn: WorkerFunction,
  accept: () => Promise<ServiceBusSessionReceiver>,
  stop: AbortSignal,
): Promise<void> => {
  // The SDK waits for a session for as long as it likes, also when its client is closed meanwhile.
  const stopped = new Promise<undefined>((resolve) => {
    stop.addEventListener('abort', () => resolve(undefined));
  });
  while (!stop.aborted) {
    // Undefined also when there was nothing to do for a while.
    const session = await Promise.race([accept().catch(() => undefined), stopped]);
    if (session !== undefined) await serve(fn, session).catch(() => undefined);
  }
};

const serve = async (fn: WorkerFunction, session: ServiceBusSessionReceiver): Promise<void> => {
  for (;;) {
    const [message] = await session.receiveMessages(1, { maxWaitTimeInMs: 200 });
    if (message === undefined) return session.close();
    try {
      await fn.invoke(messageBody(message, false), messageMetadata(message));
      await session.completeMessage(message);
    } catch {
      await session.abandonMessage(message);
    }
  }
};
