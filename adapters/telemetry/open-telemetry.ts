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

/** The share of traces to record, and the name of the service. */
export interface Recorded {
  readonly serviceName: string;
  /**
   * The share of the traces, from 0 to 1. The trace id decides, so every process with this share records the same traces.
   * The host's own flag cannot be used: it is "not sampled" unless the host runs in its OpenTelemetry mode.
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
      // Internal, as every span here: the host reports the request or the batch itself, and it must not be counted twice.
      const span = tracer.startSpan(name, { attributes: attributesOf(facts), links }, contextAround(parent));
      return {
        traceparent: traceparentOf(span.spanContext()),
        end: (facts, error) => {
          span.setAttributes(attributesOf(facts));
          // Only the name of the error: its message may quote data that a caller has entered.
          if (error !== undefined) span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
          if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    close: () => provider.shutdown().catch(() => undefined),
  };
};

/** Facts as attributes below `annal.`. */
export const attributesOf = (facts: Facts): Attributes =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [`annal.${name}`, value]));

const contextAround = (parent: string | null) =>
  parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, contextIn(parent));

/** The parts of a W3C traceparent: version, trace id, span id, flags (W3C Trace Context, section "Traceparent Header"). */
const contextIn = (traceparent: string): SpanContext => {
  const [, traceId, spanId, flags = '0'] = traceparent.split('-');
  if (traceId === undefined || spanId === undefined) return INVALID_SPAN_CONTEXT;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
};

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
