/** Who sends a request, as somebody has verified who may say so. */
export interface Caller {
  /** Stable and meaningless (an object id, never a name or an address): it stays in the history for ever. */
  readonly id: string;
  /** What the caller is in this system, by the word of whoever vouches for it. */
  readonly roles: readonly string[];
}

/** What is read of a request to tell who sends it: the value of a header, null where there is none. */
export type ReadHeader = (name: string) => string | null;

/** Tells who sends a request. */
export interface Callers {
  /**
   * The caller that the headers prove. Throws {@link CallerUnknown} when they prove nobody, and {@link CallersUnavailable}
   * when that cannot be found out now.
   */
  identify(header: ReadHeader): Promise<Caller>;
}

/** A request proves nobody; the message says what is wrong with its proof, and nothing that it holds. */
export class CallerUnknown extends Error {
  override readonly name = 'CallerUnknown';
  /** Whether there was any proof to look at. */
  readonly hasProof: boolean;

  constructor(message: string, { hasProof }: { readonly hasProof: boolean }) {
    super(message);
    this.hasProof = hasProof;
  }
}

/** Whoever vouches for callers does not answer: nobody can be told from anybody, and a moment later it may be different. */
export class CallersUnavailable extends Error {
  override readonly name = 'CallersUnavailable';
}
