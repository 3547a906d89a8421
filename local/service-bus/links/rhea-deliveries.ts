import rhea, { type AmqpError } from 'rhea';
import type { Typed } from '../messages/index.ts';

// Deliveries and outcomes as `rhea` keeps them, and its typings do not tell.

/** An outcome as it goes over the wire. */
export type OutcomeValue = { readonly brand: 'outcome' };

interface Composite {
  described(): OutcomeValue;
}

interface Outcomes {
  accepted(): Composite;
  released(): Composite;
  modified(fields: { delivery_failed?: boolean; undeliverable_here?: boolean }): Composite;
  rejected(fields: { error: AmqpError }): Composite;
}

/** Makes outcomes. */
export const outcomes = rhea.message as unknown as Outcomes;

/** A transfer in either direction. Freed when both sides have settled it. */
export interface WireDelivery {
  id: number;
  readonly tag: Buffer;
  readonly link: object;
  /** How many of its frames were sent already; only a delivery that waits has more. */
  readonly next_to_send: number;
  /** The receiver's outcome; `value` holds its fields with their types. */
  readonly remote_state?: {
    readonly constructor: { readonly composite_type?: string };
    readonly value: readonly Typed[];
  };
  settled: boolean;
  remote_settled: boolean;
  update(settled: boolean, state?: OutcomeValue): void;
}

/** What `rhea` passes to handlers of messages and dispositions. */
export interface WireEvent {
  readonly delivery: WireDelivery;
  /** The encoded message: the repairs keep `rhea` from decoding it. */
  readonly message: Buffer;
  readonly format: number;
}

/** What a session has sent and has still to send; ids follow each other without a gap. */
export interface WireOutgoing {
  next_delivery_id: number;
  readonly next_pending_delivery: number;
  readonly deliveries: {
    readonly capacity: number;
    /** A ring. */
    readonly entries: (WireDelivery | undefined)[];
    size: number;
    tail: number;
    push(delivery: WireDelivery): void;
    get_tail(): WireDelivery | undefined;
  };
  available(): number;
}
