import { setTimeout as delay } from 'node:timers/promises';
import { patience } from '../support/patience.ts';

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends one request as any client would. A body that is no text goes as JSON. */
export const request = async (url: string, { body, headers, method }: Sent = {}): Promise<Answer> => {
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
