import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { patience } from '../support/patience.ts';

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a client tries again, with the same Idempotency-Key: on a busy machine a store or a view may take its time. */
const transient = ['store-unavailable', 'view-is-late', 'callers-unavailable', 'too-many-writers', 'unhealthy'].map(
  (name) => `urn:annal:problem:${name}`,
);

/**
 * Sends a request as a client should: a command has an Idempotency-Key, and what is only transient is tried again. With `once`
 * the first answer is given, whatever it is.
 */
export const request = async (url: string, { once = false, ...sent }: Sent = {}): Promise<Answer> => {
  const key = sent.body === undefined ? {} : { 'idempotency-key': randomUUID() };
  const keyed = { ...sent, headers: { ...(once ? {} : key), ...sent.headers } };
  const isFinal = ({ body }: Answer) => !transient.includes((body as { type?: string } | undefined)?.type ?? '');
  return once ? answerTo(url, keyed) : eventually(() => answerTo(url, keyed), isFinal);
};

/** A body that is no text goes as JSON. */
const answerTo = async (url: string, { body, headers, method }: Omit<Sent, 'once'>): Promise<Answer> => {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
};

interface Sent {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly once?: boolean;
}

/** Looks again and again until what is seen is as expected; then gives it. Fails with what was seen last. */
export const eventually = async <Seen>(
  look: () => Promise<Seen>,
  isAsExpected: (seen: Seen) => boolean,
): Promise<Seen> => {
  const deadline = Date.now() + patience.timeout;
  for (;;) {
    const seen = await look();
    if (isAsExpected(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`Not as expected, and not going to be: ${JSON.stringify(seen)}`);
    await delay(patience.interval);
  }
};
