import { Undeliverable } from '../undeliverable.ts';
import type { CloudEvent } from './cloud-event.ts';

/** A message on its way to whoever listens. */
export interface OutgoingMessage {
  /** `streamId:version`: the broker drops a repeated one. At most 128 characters. */
  readonly messageId: string;
  /** The stream: messages of one session arrive in the order of their sending. */
  readonly sessionId: string;
  /** What subscriptions filter by. Names start with a small letter: the Functions worker changes others. */
  readonly properties: Readonly<Record<string, string | number>>;
  readonly body: CloudEvent;
}

/** One message is more than the broker takes. */
export class MessageTooLarge extends Undeliverable {
  override readonly name = 'MessageTooLarge';
}

/** The broker takes no message of this id, or of this session: it is too long. */
export class UnusableMessageId extends Undeliverable {
  override readonly name = 'UnusableMessageId';
}

/** The broker cannot be reached, is overloaded, or does not let the app in. Sending everything again later is right. */
export class BrokerUnavailable extends Error {
  override readonly name = 'BrokerUnavailable';
}

/** The way out. */
export interface MessageBus {
  /**
   * Sends in this order and answers when the broker has all of them. Throws {@link BrokerUnavailable} when it could not; a
   * first part may then have been sent, and sending everything again is right. Throws {@link MessageTooLarge} and {@link UnusableMessageId} before
   * anything of that message is sent.
   */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
}
