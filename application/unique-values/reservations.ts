import { Undeliverable } from '../undeliverable.ts';
import type { StreamHead } from '../streams/stream-head.ts';

/** How long a commit may take from the reservation to its append, in seconds: far longer than a host lets a command run. */
export const pendingSeconds = 3_600;

/** How long a reservation that nobody confirms, gives up or asks for is kept, in seconds: a week, so that nothing is kept for ever of who never came. */
export const forgottenSeconds = 7 * 24 * 3_600;

/** How a name was reserved: 'taken' when another stream has it reserved, which need not mean that it still has the value. */
export type Reserved = { readonly outcome: 'reserved' } | { readonly outcome: 'taken'; readonly holder: string };

/**
 * Which stream may use a name that no two may use at once. A name is kept as it is given, so it must not say what it stands for.
 *
 * A reservation is a pointer: whether its holder has the value is told by the holder's own stream. It says behind which head
 * the commit is to be appended that it was made for, so whoever has seen the stream further knows that this is decided.
 * Every promise is a rule of the contract suite. All throw StoreUnavailable.
 */
export interface Reservations {
  /** Reserves a name for the commit that is about to be appended straight behind `head`, also when this stream has it reserved already. */
  reserve(name: string, head: StreamHead): Promise<Reserved>;

  /** Makes a reservation last until it is released, also one that is forgotten. 'taken' when another stream has the name. */
  confirm(name: string, holder: string): Promise<'confirmed' | 'taken'>;

  /**
   * Gives up a name that a stream does not have at `head`. It stays when it belongs to another stream; and for
   * {@link pendingSeconds} when it was reserved for a commit that may still be appended behind `head`, or behind a later one.
   */
  release(name: string, head: StreamHead): Promise<void>;

  /** The names that a stream has reserved, confirmed or not. */
  namesOf(holder: string): Promise<readonly string[]>;
}

/** A stream has a value that another one has, too. It is for people to decide whose it is. */
export class ValueHeldTwice extends Undeliverable {
  override readonly name = 'ValueHeldTwice';
}
