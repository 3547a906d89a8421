import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { ownIdentity } from '../own-identity.ts';
import type { ApplicationInsights } from './settings.ts';

/** Sends spans to Application Insights. */
export const azureMonitorExporter = (resource: ApplicationInsights): SpanExporter =>
  new AzureMonitorTraceExporter(optionsOf(resource));

/** Sends metrics to Application Insights, which stores each value and samples none. */
export const azureMonitorMetrics = (resource: ApplicationInsights): PushMetricExporter =>
  new AzureMonitorMetricExporter(optionsOf(resource));

const optionsOf = ({ connectionString, byIdentity }: ApplicationInsights) => ({
  connectionString,
  // The disk of an instance is deleted with the instance.
  disableOfflineStorage: true,
  ...(byIdentity && { credential: ownIdentity() }),
});
