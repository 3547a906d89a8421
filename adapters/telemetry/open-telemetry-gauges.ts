import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SendGauge } from './gauge.ts';
import { attributesOf } from './open-telemetry.ts';

/** The time limit for sending, in milliseconds: a function waits for it. */
const patience = 5_000;

/**
 * Sends gauges with the OpenTelemetry SDK. Facts become attributes below `annal.`. An exporter of changes (`DELTA`) sends a value
 * once, and not again each minute for as long as the process lives: another process may have measured since.
 */
export const openTelemetryGauges = (serviceName: string, exporter: PushMetricExporter): SendGauge => {
  const reader = new PeriodicExportingMetricReader({ exporter, exportTimeoutMillis: patience });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    readers: [reader],
  });
  const meter = provider.getMeter('annal');
  return async ({ name, description, unit }, values) => {
    const gauge = meter.createGauge(name, { description, unit });
    for (const { value, facts } of values) gauge.record(value, attributesOf(facts));
    await provider.forceFlush().catch(() => undefined);
  };
};
