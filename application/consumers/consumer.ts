import type { CloudEvent } from '../messages/cloud-event.ts';

/** A service that reads contracts and keeps a store of its own. */
export interface Consumer {
  /** The name of its subscription, of its list of waiting messages, and the one operators use. Never rename. */
  readonly name: string;
  /**
   * Takes a message and returns its outcome for the log. The same message may come again, also while it is being taken: its
   * effect must be there once. Throws {@link Undeliverable} for what no repetition can take, and the message is quarantined at
   * once with that reason. Everything else that is thrown is taken for a failure that passes.
   */
  handle(event: CloudEvent): Promise<string>;
}

/** A message as the broker hands it over. */
export interface DeliveredMessage {
  readonly body: unknown;
  /** As the broker knows it: what cannot be read is kept under this id. */
  readonly id: string;
  /** How often the broker has handed it over, this time included. */
  readonly deliveries: number;
}
