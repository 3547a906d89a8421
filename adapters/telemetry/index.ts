import { telemetry, type Telemetry } from './telemetry.ts';
import type { TelemetrySettings } from './settings.ts';

export type { SendGauge } from './gauge.ts';
export { processGauges } from './gauges.ts';
export type { Telemetry } from './telemetry.ts';
export type { TelemetrySettings } from './settings.ts';

/** Traces the work of this process by its settings. Without a destination for spans, OpenTelemetry is not loaded. */
export const processTelemetry = async (settings: TelemetrySettings): Promise<Telemetry> => {
  const { applicationInsights, otlpEndpoint, toConsole } = settings;
  if (applicationInsights === undefined && otlpEndpoint === undefined && !toConsole) return telemetry();
  const [{ openTelemetryRecorder }, { processorsFor }] = await Promise.all([
    import('./open-telemetry.ts'),
    import('./exporters.ts'),
  ]);
  return telemetry(openTelemetryRecorder({ ...settings, processors: processorsFor(settings) }));
};
