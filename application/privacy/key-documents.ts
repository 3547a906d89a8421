import { StoreUnavailable } from '../streams/event-store.ts';

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

  /** Whether a key, or the mark of a destroyed one, is there. Never answered by a replica that is behind, as {@link find} may be. */
  exists(subject: string): Promise<boolean>;

  /** Keeps the first key of a subject; 'taken' when there is one, or it was destroyed. Of two at once, one is 'created'. */
  create(subject: string, key: WrappedKey): Promise<'created' | 'taken'>;

  /** Leaves a mark in the key's place, also where there was none, so that there never will be one. */
  destroy(subject: string): Promise<void>;
}

/** The key of a subject; 'missing' only when it is certain that there is none. Throws {@link StoreUnavailable} when it cannot be seen yet. */
export const lookUpKey = async (
  documents: Pick<KeyDocuments, 'find' | 'exists'>,
  subject: string,
): Promise<WrappedKey | 'destroyed' | 'missing'> => {
  const found = await documents.find(subject);
  if (found !== undefined) return found;
  if (await documents.exists(subject)) throw new StoreUnavailable(`The key of ${subject} cannot be seen yet.`);
  return 'missing';
};
