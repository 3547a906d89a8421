import type { CallerId } from '../../domain/modelling/ids.ts';
/** The verified sender of a request. */
export interface Caller {
  /** Stable and meaningless (an object id, never a name or an address): it stays in the history permanently. */
  readonly id: CallerId;
  /** The caller's roles in this system, as its token or the platform states them. */
  readonly roles: readonly string[];
}

/** Reads a header of a request; null where there is none. */
export type ReadHeader = (name: string) => string | null;

/** Identifies the sender of a request. */
export interface Callers {
  /**
   * The caller that the headers identify. Throws {@link CallerUnknown} when they identify none, and {@link CallersUnavailable}
   * while that cannot be verified.
   */
  identify(header: ReadHeader): Promise<Caller>;
}

/** A request without a valid proof of its caller. The message says what is wrong with the proof, and contains nothing of it. */
export class CallerUnknown extends Error {
  override readonly name = 'CallerUnknown';
  /** Whether the request had a proof at all. */
  readonly hasProof: boolean;

  constructor(message: string, { hasProof }: { readonly hasProof: boolean }) {
    super(message);
    this.hasProof = hasProof;
  }
}

/** The issuer of the tokens does not answer, so no caller can be verified. A retry may succeed. */
export class CallersUnavailable extends Error {
  override readonly name = 'CallersUnavailable';
}
