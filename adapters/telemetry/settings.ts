/** A resource of Application Insights. */
export interface ApplicationInsights {
  readonly connectionString: string;
  /** Whether the resource accepts telemetry only with a token. */
  readonly byIdentity: boolean;
}

/** The destinations of spans, and the share that is recorded. */
export interface TelemetrySettings {
  readonly serviceName: string;
  /** The share of the traces that is recorded, from 0 to 1. */
  readonly share: number;
  readonly applicationInsights?: ApplicationInsights;
  /** A collector that accepts OTLP over HTTP: `http://127.0.0.1:4318`. */
  readonly otlpEndpoint?: string;
  /** Writes one line for each span to the console. */
  readonly toConsole: boolean;
}
