import { AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import { ownIdentity } from '../own-identity.ts';
import type { ApplicationInsights } from './settings.ts';

/** Sends spans to Application Insights. */
export const azureMonitorExporter = ({ connectionString, byIdentity }: ApplicationInsights): SpanExporter =>
  new AzureMonitorTraceExporter({
    connectionString,
    // The disk of an instance is deleted with the instance.
    disableOfflineStorage: true,
    ...(byIdentity && { credential: ownIdentity() }),
  });
