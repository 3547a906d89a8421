import { z } from 'zod';
import type { TelemetrySettings } from '../adapters/telemetry/index.ts';

export type { TelemetrySettings };

/**
 * The settings of tracing. Those of OpenTelemetry have the names and the meanings of its specification ("Environment Variable
 * Specification"); the host reads the first two as well.
 */
export const telemetryEnvironment = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: z.string().optional(),
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be an address like http://127.0.0.1:4318').optional(),
  OTEL_TRACES_EXPORTER: z.enum(['none', 'console'], 'must be none or console').default('none'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.[0-9]+)?|1(\.0+)?)$/, 'must be a share from 0 to 1')
    .default('1'),
  OTEL_SERVICE_NAME: z.string().min(1, 'must not be empty').default('annal'),
};

type TelemetryEnvironment = z.infer<z.ZodObject<typeof telemetryEnvironment>>;

/** The tracing settings. */
export const readTelemetry = (found: TelemetryEnvironment): TelemetrySettings => {
  const connectionString = found.APPLICATIONINSIGHTS_CONNECTION_STRING;
  const byIdentity = found.APPLICATIONINSIGHTS_AUTHENTICATION_STRING !== undefined;
  const otlpEndpoint = found.OTEL_EXPORTER_OTLP_ENDPOINT;
  return {
    serviceName: found.OTEL_SERVICE_NAME,
    share: Number(found.OTEL_TRACES_SAMPLER_ARG),
    toConsole: found.OTEL_TRACES_EXPORTER === 'console',
    ...(connectionString !== undefined && { applicationInsights: { connectionString, byIdentity } }),
    ...(otlpEndpoint !== undefined && { otlpEndpoint }),
  };
};
