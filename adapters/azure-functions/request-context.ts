import { randomUUID } from 'node:crypto';
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { z } from 'zod';
import type { CommandId } from '../../domain/modelling/ids.ts';
import { invalidRequest } from './problems/validation-errors.ts';

/** How a request is correlated with others, and traced. */
export interface RequestContext {
  /** The caller's x-correlation-id, else the trace id, else a new one. */
  readonly correlationId: string;
  /** W3C trace context; null without one. */
  readonly traceparent: string | null;
}

/**
 * An identifier in a header, chosen by the caller. It has no comma: hosts join the values of a header that was sent twice
 * with one (RFC 9110, section 5.2).
 */
export const token = z
  .string()
  .regex(/^[\x21-\x2b\x2d-\x7e]{1,128}$/, 'must be one value of 1 to 128 visible ASCII characters other than a comma');

/**
 * The id of a command that its caller has named by an `Idempotency-Key`, or of one that nobody has named. What the engine names itself,
 * such as the asks of processes, has ids of another form: so no caller can have a command taken for one of those.
 */
export const commandIdBy = (key: string | undefined): CommandId => (key === undefined ? randomUUID() : `key:${key}`);

const header = 'x-correlation-id';

/** The correlation id that a caller may send. */
export const correlation = token.meta({ description: 'Stored with the events; part of messages and logs.' });

/** Reads the context from the request's headers and the host's trace context. Never throws: see {@link refuseInvalidCorrelation}. */
export const requestContextOf = (request: HttpRequest, context: InvocationContext): RequestContext => {
  const traceparent = traceparentIn(request.headers.get('traceparent') ?? context.traceContext?.traceParent);
  const given = token.safeParse(request.headers.get(header));
  return { correlationId: given.data ?? traceparent?.split('-')[1] ?? randomUUID(), traceparent };
};

/** Refuses an invalid correlation id instead of replacing it: it is stored in history and logs. Throws {@link RequestRefused}. */
export const refuseInvalidCorrelation = (request: HttpRequest): void => {
  const given = request.headers.get(header);
  if (given === null) return;
  const parsed = token.safeParse(given);
  if (parsed.success) return;
  throw invalidRequest(parsed.error.issues.map(({ message }) => ({ path: header, detail: message })));
};

/** A valid W3C trace context, else null. An invalid one is dropped, not refused (W3C Trace Context, section "Traceparent Header"). */
export const traceparentIn = (value: string | undefined): string | null =>
  value !== undefined && /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) ? value : null;
