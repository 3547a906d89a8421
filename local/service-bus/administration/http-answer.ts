import type { Broker } from '../entities/index.ts';
import type { Faults, SharedAccessKey } from '../links/index.ts';

/** What is administered. */
export interface Administered {
  readonly broker: Broker;
  /** Whoever administers over ATOM signs with it. */
  readonly key: SharedAccessKey;
  /** Only when faults may be asked for over HTTP. */
  readonly faults: Faults | null;
}

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  /** The media type. */
  readonly type: string;
  readonly body: string | Uint8Array;
  /** Where to go instead. */
  readonly location?: string;
}

export const html = 'text/html; charset=utf-8';

/** Answers with JSON, indented for those who read it with `curl`. */
export function json(status: number, body: unknown): HttpAnswer {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(body, null, 2)}\n` };
}

/** There is no such thing. */
export function notFound(detail: string): HttpAnswer {
  return json(404, { status: 404, title: 'Not found', detail });
}
