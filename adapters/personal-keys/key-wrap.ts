import type { WrappedKey } from '../../application/privacy/key-documents.ts';

/** A key that never leaves its place and wraps others. Both throw StoreUnavailable where it cannot be used. */
export interface KeyWrap {
  wrap(key: Buffer): Promise<WrappedKey>;
  /** Gives back what was wrapped, also under an earlier version of the wrapping key. */
  unwrap(key: WrappedKey): Promise<Buffer>;
}
