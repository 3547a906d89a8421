import type { WrappedKey } from '../../application/privacy/key-documents.ts';

/** What is to be unwrapped cannot have been wrapped by its wrapping key: no retry unwraps it. */
export class DamagedWrap extends Error {
  override readonly name = 'DamagedWrap';
}

/** A key that never leaves its place and wraps others. Both throw StoreUnavailable where it cannot be used. */
export interface KeyWrap {
  wrap(key: Buffer): Promise<WrappedKey>;
  /** Gives back what was wrapped, also under an earlier version of the wrapping key. Throws {@link DamagedWrap}. */
  unwrap(key: WrappedKey): Promise<Buffer>;
}
