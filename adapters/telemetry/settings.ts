/** A resource of Application Insights. */
export interface ApplicationInsights {
  readonly connectionString: string;
  /** Whether the resource takes nothing without a token. */
  readonly byIdentity: boolean;
}

/** Where spans go to, and which of them. */
export interface TelemetrySettings {
  readonly serviceName: string;
  /** Which share of the traces is recorded, from 0 to 1. */
  readonly share: number;
  readonly applicationInsights?: ApplicationInsights;
  /** A collector that takes OTLP over HTTP: `http://127.0.0.1:4318`. */
  readonly otlpEndpoint?: string;
  /** One line for each span, where a developer sees it. */
  readonly toConsole: boolean;
}
