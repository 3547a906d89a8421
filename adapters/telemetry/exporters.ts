import { ExportResultCode } from '@opentelemetry/core';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { ApplicationInsights, TelemetrySettings } from './settings.ts';
import { spanLines } from './span-lines.ts';

/** The time limit for sending a batch of spans, in milliseconds: the end of this process waits for the last batch. */
const patience = 5_000;

/** Makes one processor for each destination. */
export const processorsFor = (settings: TelemetrySettings): readonly SpanProcessor[] => {
  const { applicationInsights, otlpEndpoint, toConsole } = settings;
  const inBatches = (load: () => Promise<SpanExporter>): SpanProcessor =>
    new BatchSpanProcessor(loadedLate(load), { exportTimeoutMillis: patience });
  return [
    ...(applicationInsights === undefined ? [] : [inBatches(() => azureMonitor(applicationInsights))]),
    ...(otlpEndpoint === undefined ? [] : [inBatches(() => otlp(otlpEndpoint))]),
    ...(toConsole ? [spanLines((line) => process.stdout.write(`${line}\n`))] : []),
  ];
};

/** Loads an exporter with its first batch: exporters are large, and a cold start needs none. */
const loadedLate = (load: () => Promise<SpanExporter>): SpanExporter => {
  let loading: Promise<SpanExporter> | undefined;
  const loaded = (): Promise<SpanExporter> => (loading ??= load());
  return {
    export: (spans, done) => {
      loaded().then(
        (exporter) => exporter.export(spans, done),
        (error: unknown) => done({ code: ExportResultCode.FAILED, ...(error instanceof Error && { error }) }),
      );
    },
    shutdown: async () => (await loading)?.shutdown(),
  };
};

const azureMonitor = async (settings: ApplicationInsights): Promise<SpanExporter> =>
  (await import('./azure-monitor.ts')).azureMonitorExporter(settings);

const otlp = async (endpoint: string): Promise<SpanExporter> => (await import('./otlp.ts')).otlpExporter(endpoint);
