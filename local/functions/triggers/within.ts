import { paused } from '../host/retry.ts';

/** Waits for work to settle, either way, but for no longer than `patience` milliseconds. Never rejects. */
export async function within(patience: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work.catch(() => undefined), paused(patience, over.signal)]);
  over.abort();
}
