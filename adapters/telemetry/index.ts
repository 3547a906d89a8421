import { telemetry, type Telemetry } from './telemetry.ts';
import type { TelemetrySettings } from './settings.ts';

export type { Telemetry } from './telemetry.ts';
export type { TelemetrySettings } from './settings.ts';

/** Follows the work of this process as the settings say. Where they name no place for spans, OpenTelemetry is not even loaded. */
export const processTelemetry = async (settings: TelemetrySettings): Promise<Telemetry> => {
  const { applicationInsights, otlpEndpoint, toConsole } = settings;
  if (applicationInsights === undefined && otlpEndpoint === undefined && !toConsole) return telemetry();
  const [{ openTelemetryRecorder }, { processorsFor }] = await Promise.all([
    import('./open-telemetry.ts'),
    import('./exporters.ts'),
  ]);
  return telemetry(openTelemetryRecorder({ ...settings, processors: processorsFor(settings) }));
};
