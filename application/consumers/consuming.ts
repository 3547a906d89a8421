import type { Tracing } from '../tracing.ts';
import type { Consumer } from './consumer.ts';
import type { WaitingMessages } from './waiting-messages.ts';
import type { Moment } from './waiting-stream.ts';

/** What a consumer needs from outside to take messages one by one, and later those that failed. */
export interface Consuming {
  readonly waiting: WaitingMessages;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly clock: () => string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  readonly pauseFor: (milliseconds: number) => Promise<void>;
  /** At least 0 and below 1. */
  readonly random: () => number;
  readonly tracing?: Pick<Tracing, 'log'>;
}

/** A consumer, and what it works with. */
export interface Working extends Consuming {
  readonly consumer: Consumer;
}

/** This moment. */
export const momentOf = ({ clock, random }: Consuming): Moment => ({ now: clock(), random: random() });
