import { Unavailable } from '../unavailable.ts';
import { Undeliverable } from '../undeliverable.ts';
import type { CloudEvent } from './cloud-event.ts';

/** A message to the subscribers of the topic. */
export interface OutgoingMessage {
  /** `streamId:version`, and `streamId:version:v2` under the second version of a contract: the broker drops a repeated one. At most 128 characters. */
  readonly messageId: string;
  /** The stream: messages of one session arrive in the order of their sending. */
  readonly sessionId: string;
  /** What subscriptions filter by. Names start with a small letter: the Functions worker changes others. */
  readonly properties: Readonly<Record<string, string | number>>;
  readonly body: CloudEvent;
}

/** A message is larger than the broker accepts. */
export class MessageTooLarge extends Undeliverable {
  override readonly name = 'MessageTooLarge';
  override readonly kind = 'size';
}

/** The broker does not accept this message id or session id: it is too long. */
export class UnusableMessageId extends Undeliverable {
  override readonly name = 'UnusableMessageId';
}

/** The broker cannot be reached, is overloaded, or refuses the app's identity. Everything can be sent again later. */
export class BrokerUnavailable extends Unavailable {
  override readonly name = 'BrokerUnavailable';
}

/** Sends messages to the topic. */
export interface MessageBus {
  /**
   * Sends in this order, and resolves when the broker has all messages. Throws {@link BrokerUnavailable} otherwise; the first
   * messages may then have been sent, and all can be sent again. Throws {@link MessageTooLarge} and {@link UnusableMessageId} before
   * anything of that message is sent.
   */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
}
