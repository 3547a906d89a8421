import type { SendGauge } from './gauge.ts';
import type { TelemetrySettings } from './settings.ts';

/** Sends gauges to Application Insights; nowhere without it. What sends them is loaded with the first value. */
export const processGauges = ({ serviceName, applicationInsights }: TelemetrySettings): SendGauge => {
  if (applicationInsights === undefined) return () => Promise.resolve();
  let loading: Promise<SendGauge> | undefined;
  const load = async (): Promise<SendGauge> => {
    const [{ openTelemetryGauges }, { azureMonitorMetrics }] = await Promise.all([
      import('./open-telemetry-gauges.ts'),
      import('./azure-monitor.ts'),
    ]);
    return openTelemetryGauges(serviceName, azureMonitorMetrics(applicationInsights));
  };
  return async (gauge, values) => (await (loading ??= load()))(gauge, values);
};
