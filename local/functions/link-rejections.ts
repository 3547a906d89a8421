/**
 * Keeps this process alive when the Service Bus SDK loses a promise: it closes a link that was not drained in time, and
 * nobody waits for that close (@azure/service-bus 7.9.5: `_finalAction` in core/batchingReceiver.ts, and `drain` in
 * core/receiverHelper.ts). The close fails where the lock of a session had ended meanwhile, as after a laptop slept.
 * Who receives is told in other ways. Every other unhandled rejection ends the process, as it ends Azure's worker.
 */
export function surviveLinkRejections(log: (line: string) => void): void {
  process.on('unhandledRejection', (reason: unknown) => {
    if (!isOfClosingLink(reason)) throw reason;
    const { condition = 'no answer', description, message } = reason as Partial<Record<string, string>>;
    log(`A Service Bus link could not be closed: ${condition}: ${description ?? message ?? ''}`);
  });
}

/** An AMQP error as it came over the wire, which the SDK gives to no caller of it, or its time-out for a close. */
function isOfClosingLink(reason: unknown): boolean {
  const { name, condition, message } = (reason ?? {}) as Partial<Record<string, unknown>>;
  if (name === 'OperationTimeoutError') return String(message).startsWith('Unable to close the receiver ');
  return !(reason instanceof Error) && typeof condition === 'string' && /^(amqp|com\.microsoft):/.test(condition);
}
