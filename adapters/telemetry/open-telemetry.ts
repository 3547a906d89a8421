import {
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type SpanContext,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, TraceIdRatioBasedSampler, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Facts } from '../../application/tracing.ts';
import type { Recorder } from './recorder.ts';

/** What is recorded, and under which name. */
export interface Recorded {
  readonly serviceName: string;
  /**
   * Which share of the traces, from 0 to 1. It is decided by the trace id alone, the same in every process that records this
   * share: the host's own flag is of no use, as it says "not sampled" unless it speaks OpenTelemetry itself.
   */
  readonly share: number;
  readonly processors: readonly SpanProcessor[];
}

/** Records with the OpenTelemetry SDK. Facts become attributes below `annal.`. */
export const openTelemetryRecorder = ({ serviceName, share, processors }: Recorded): Recorder => {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new TraceIdRatioBasedSampler(share),
    spanProcessors: [...processors],
  });
  const tracer = provider.getTracer('annal');
  return {
    begin: ({ name, facts, parent, causes }) => {
      const links = causes.map((cause) => ({ context: contextIn(cause) }));
      // Internal, as every span here: the host tells of the request or the batch itself, and would be counted beside it.
      const span = tracer.startSpan(name, { attributes: attributesOf(facts), links }, contextAround(parent));
      return {
        traceparent: traceparentOf(span.spanContext()),
        end: (learned, error) => {
          span.setAttributes(attributesOf(learned));
          // The kind of error alone: a message may quote what somebody has entered.
          if (error !== undefined) span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
          if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    close: () => provider.shutdown().catch(() => undefined),
  };
};

const attributesOf = (facts: Facts): Attributes =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [`annal.${name}`, value]));

const contextAround = (parent: string | null) =>
  parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextIn(parent));

/** What a W3C traceparent says: version, trace id, span id, flags (W3C Trace Context, section "Traceparent Header"). */
const contextIn = (traceparent: string): SpanContext => {
  const [, traceId, spanId, flags = '0'] = traceparent.split('-');
  if (traceId === undefined || spanId === undefined) return INVALID_SPAN_CONTEXT;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
};

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
