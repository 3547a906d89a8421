import type { StreamId } from '../../domain/modelling/ids.ts';
import { Undeliverable } from '../undeliverable.ts';
import type { StreamHead } from '../streams/stream-head.ts';

/** How long a commit may take from the reservation to its append, in seconds: far longer than a host lets a command run. */
export const pendingSeconds = 3_600;

/** How long a reservation is kept that is neither confirmed, released nor reserved again, in seconds: a week. */
export const forgottenSeconds = 7 * 24 * 3_600;

/** The outcome of a reservation: 'taken' when another stream has reserved the name, whether or not it still has the value. */
export type Reserved = { readonly outcome: 'reserved' } | { readonly outcome: 'taken'; readonly holder: StreamId };

/**
 * Stores which stream may use a name that no two may use at once. A name is stored as it is given, so it must not reveal the value.
 *
 * A reservation only points at its holder: the holder's events say whether it has the value. It holds the version after which the
 * reserving commit is to be appended. Once the holder's stream has got further, that append has either happened or failed.
 * Every promise is a rule of the contract suite. All throw StoreUnavailable.
 */
export interface Reservations {
  /** Reserves a name for the commit that is about to be appended straight after `head`, also when this stream has reserved it before. */
  reserve(name: string, head: StreamHead): Promise<Reserved>;

  /** Keeps a reservation until it is released, and makes it if it has expired. 'taken' when another stream has the name. */
  confirm(name: string, holder: StreamId): Promise<'confirmed' | 'taken'>;

  /**
   * Releases a name that a stream does not have at `head`. Another stream's name stays; and for {@link pendingSeconds} a name
   * that was reserved for a commit which may still be appended after `head`, or after a later one.
   */
  release(name: string, head: StreamHead): Promise<void>;

  /** The names that a stream has reserved, confirmed or not. */
  namesOf(holder: StreamId): Promise<readonly string[]>;
}

/** Two streams have the same value. People must decide whose it is. */
export class ValueHeldTwice extends Undeliverable {
  override readonly name = 'ValueHeldTwice';
}
