import type { Facts } from '../../application/tracing.ts';

/** A quantity of which each new value takes the place of the one before. */
export interface Gauge {
  readonly name: string;
  readonly description: string;
  /** As OpenTelemetry writes units: `s`. */
  readonly unit: string;
}

/** A value of a gauge, with what it is the value of. */
export interface GaugeValue {
  readonly value: number;
  readonly facts: Facts;
}

/** Sends values of a gauge at once, once each, and without a sample. Never throws; takes some seconds at most. */
export type SendGauge = (gauge: Gauge, values: readonly GaugeValue[]) => Promise<void>;
