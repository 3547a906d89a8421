import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { openTelemetryRecorder } from '../../adapters/telemetry/open-telemetry.ts';
import { telemetry } from '../../adapters/telemetry/telemetry.ts';

/** Telemetry whose spans a spec can look at, in the order of their ends. */
export const recordedTelemetry = (share = 1) => {
  const exporter = new InMemorySpanExporter();
  const processors = [new SimpleSpanProcessor(exporter)];
  const traced = telemetry(openTelemetryRecorder({ serviceName: 'spec', share, processors }));
  const spans = (): readonly ReadableSpan[] => exporter.getFinishedSpans();
  return { ...traced, spans, forget: () => exporter.reset() };
};

/** The W3C trace context of a span. */
export const traceparentOf = (span: ReadableSpan | undefined): string =>
  `00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`;
