// A receiver of sessions in a process of its own, which can be killed: it tells every message before it settles it.
import {
  RetryMode,
  ServiceBusClient,
  type ServiceBusReceivedMessage,
  type ServiceBusSessionReceiver,
} from '@azure/service-bus';
import { setTimeout } from 'node:timers/promises';
import { seededRandom } from '../../links/seeded-random.ts';
import type { Told } from './receiver-process.ts';

const [connectionString = '', seed = '1'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const retryOptions = { mode: RetryMode.Exponential, retryDelayInMs: 50, maxRetryDelayInMs: 500, timeoutInMs: 2000 };
const client = new ServiceBusClient(connectionString, { retryOptions: { ...retryOptions, maxRetries: 0 } });
const state = { isStopping: false };

process.on('message', () => {
  state.isStopping = true;
});
process.on('disconnect', () => process.exit());

while (!state.isStopping) {
  const receiver = await client.acceptNextSession('events', 'email').catch(() => setTimeout(50, undefined));
  if (!receiver) continue;
  await receiveSession(receiver).catch(() => undefined); // the broker is gone, or the lock is lost
  await Promise.race([receiver.close().catch(() => undefined), setTimeout(500)]);
}
process.exit();

/**
 * Receives until the session has nothing more for now; a person who leaves has settled what was received. A client whose
 * wish to stop receiving is not answered within 200 ms closes the session, and still hands out what had arrived: given
 * back with the session, it comes again uncounted, as in Azure, and has not arrived here.
 */
async function receiveSession(receiver: ServiceBusSessionReceiver): Promise<void> {
  for (let isDone = false; !isDone && !state.isStopping;) {
    const batch = await receiver.receiveMessages(4, { maxWaitTimeInMs: 50 });
    isDone = batch.length === 0 || receiver.isClosed;
    if (!receiver.isClosed) await settleAll(receiver, batch);
  }
}

/** Completes in order. Now and then one is given back, and those behind it unread, so that the order begins there again. */
async function settleAll(
  receiver: ServiceBusSessionReceiver,
  batch: readonly ServiceBusReceivedMessage[],
): Promise<void> {
  let isGivenUp = false;
  for (const message of batch) {
    if (!isGivenUp) await tell('arrived', message);
    isGivenUp ||= random() < 0.03;
    await settle(receiver, message, isGivenUp);
    if (!isGivenUp) await tell('completed', message);
  }
}

/** Without knowing what became of a message there is no leaving in good order: that is a crash. */
async function settle(
  receiver: ServiceBusSessionReceiver,
  message: ServiceBusReceivedMessage,
  isGivenUp: boolean,
): Promise<void> {
  try {
    await (isGivenUp ? receiver.abandonMessage(message) : receiver.completeMessage(message));
  } catch {
    process.exit(1);
  }
}

/** What was told is told even when this process is killed right after. */
function tell(
  what: Told['what'],
  { sessionId = '', body, deliveryCount = 0 }: ServiceBusReceivedMessage,
): Promise<void> {
  // Of the machine, so that what several processes tell can be put in order.
  const at = process.hrtime.bigint().toString();
  const told: Told = { what, session: sessionId, index: Number(body), deliveryCount, at };
  return new Promise((resolve, reject) => {
    process.send?.(told, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}
