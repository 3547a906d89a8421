import type { ServiceBusReceivedMessage, ServiceBusReceiver, ServiceBusSessionReceiver } from '@azure/service-bus';

/** A receiver of one session, or of an entity without sessions, as far as its locks go. */
export type LockHolder =
  | Pick<ServiceBusSessionReceiver, 'sessionId' | 'isClosed' | 'sessionLockedUntilUtc' | 'renewSessionLock'>
  | Pick<ServiceBusReceiver, 'renewMessageLock'>;

/**
 * The messages whose lock this receiver still has; the others are somebody else's by now, or will be. They lose it where
 * this process hung between their arrival and their turn. A lock that seems to be over is asked for at the broker, since
 * the clock of this machine may be ahead.
 */
export async function heldMessages(
  messages: readonly ServiceBusReceivedMessage[],
  holder: LockHolder,
): Promise<readonly ServiceBusReceivedMessage[]> {
  if ('sessionId' in holder) {
    const isOurs = await isHeld(holder.sessionLockedUntilUtc, () => holder.renewSessionLock());
    // The SDK gives out what had arrived also over a session that it has closed, by itself or with its lock.
    return isOurs && !holder.isClosed ? messages : [];
  }
  const held = await Promise.all(
    messages.map((each) => isHeld(each.lockedUntilUtc, () => holder.renewMessageLock(each))),
  );
  return messages.filter((_, index) => held[index]);
}

async function isHeld(until: Date | undefined, renew: () => Promise<unknown>): Promise<boolean> {
  if (until === undefined || until.getTime() > Date.now()) return true;
  return renew().then(
    () => true,
    () => false,
  );
}
