/** A key that only its wrapping key can give back. */
export interface WrappedKey {
  /** Base64url. */
  readonly wrapped: string;
  /** The wrapping key, with its version: what is wrapped today is unwrapped by the same one for ever. */
  readonly wrappedBy: string;
}

/** Where wrapped keys are kept, one for each subject. Every promise is a rule of the contract suite. */
export interface KeyDocuments {
  /** 'destroyed' for ever after {@link destroy}; undefined when there was never one, or it cannot be seen yet. */
  find(subject: string): Promise<WrappedKey | 'destroyed' | undefined>;

  /** Keeps the first key of a subject; 'taken' when there is one, or it was destroyed. Of two at once, one is 'created'. */
  create(subject: string, key: WrappedKey): Promise<'created' | 'taken'>;

  /** Leaves a mark in the key's place, also where there was none, so that there never will be one. */
  destroy(subject: string): Promise<void>;
}
