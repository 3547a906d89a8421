import { randomUUID } from 'node:crypto';
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { token } from './header-values.ts';
import { RequestRefused } from './problem.ts';
import { traceparentIn } from './traceparent.ts';

/** Which conversation a request belongs to. */
export interface Conversation {
  /** The caller's x-correlation-id, else the trace id, else a new one. */
  readonly correlationId: string;
  /** W3C trace context; null when nobody traces. */
  readonly traceparent: string | null;
}

const header = 'x-correlation-id';

/** What the caller may call the conversation. */
export const correlation = token.meta({ description: 'Kept with the events, in messages and logs.' });

/** Reads the conversation from the request's headers and the host's trace context. Never fails: see {@link refuseMalformedCorrelation}. */
export const conversationOf = (request: HttpRequest, context: InvocationContext): Conversation => {
  const traceparent = traceparentIn(request.headers.get('traceparent') ?? context.traceContext?.traceParent);
  const given = token.safeParse(request.headers.get(header));
  return { correlationId: given.data ?? traceparent?.split('-')[1] ?? randomUUID(), traceparent };
};

/** An id that goes into history and logs is not mended silently. Throws {@link RequestRefused}. */
export const refuseMalformedCorrelation = (request: HttpRequest): void => {
  const given = request.headers.get(header);
  if (given === null) return;
  const parsed = token.safeParse(given);
  if (parsed.success) return;
  throw new RequestRefused({
    status: 400,
    name: 'malformed-request',
    title: 'The request cannot be understood',
    errors: parsed.error.issues.map(({ message }) => ({ path: header, detail: message })),
  });
};
