/**
 * Why a stream is parked. `data`: what is stored cannot be read, or cannot be stored again. `size`: the effect is too large.
 * `code`: the subscriber's code throws on it. `world`: a service refuses it, and takes others. Part of the storage format.
 */
export const parkedKinds = ['data', 'code', 'size', 'world'] as const;

/** See {@link parkedKinds}. */
export type ParkedKind = (typeof parkedKinds)[number];

/** A commit that no retry can deliver. Its stream is parked with this message. After any other error the batch is retried. */
export class Undeliverable extends Error {
  override readonly name: string = 'Undeliverable';
  readonly kind: ParkedKind = 'data';
}
