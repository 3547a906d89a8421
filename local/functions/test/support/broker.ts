import { RetryMode } from '@azure/service-bus';

/** Retries that fit a broker on the same machine; `timeoutInMs` is also how long `acceptNextSession` waits. */
export const quickRetries = {
  mode: RetryMode.Exponential,
  retryDelayInMs: 50,
  maxRetryDelayInMs: 500,
  maxRetries: 3,
  timeoutInMs: 10_000,
};

/** Closing a client whose broker is gone may never end: it gets a second. */
export async function closeQuietly(client: { close(): Promise<void> }): Promise<void> {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(patience.resolve, 1000, undefined);
  await Promise.race([client.close().catch(() => undefined), patience.promise]);
  clearTimeout(timer);
}

/** The clock of a broker, moved by hand. */
export function movableClock(): { now: () => number; advance(milliseconds: number): void } {
  let offset = 0;
  return { now: () => Date.now() + offset, advance: (milliseconds) => void (offset += milliseconds) };
}
