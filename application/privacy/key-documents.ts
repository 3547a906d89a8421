import type { Subject } from '../../domain/modelling/ids.ts';
import { UnreadableCommit } from '../streams/event-codec.ts';
import { StoreUnavailable } from '../streams/event-store.ts';

/** A key encrypted under a wrapping key: only that one can unwrap it. */
export interface WrappedKey {
  /** Base64url. */
  readonly wrapped: string;
  /** The wrapping key, with its version: a key is always unwrapped by the version that wrapped it. */
  readonly wrappedBy: string;
}

/** The document of a key is neither a key nor the tombstone of one, or a key that nothing unwraps: no retry helps. */
export class DamagedKey extends UnreadableCommit {
  override readonly name = 'DamagedKey';

  constructor(subject: Subject, why = 'its document holds neither a key nor that it was destroyed') {
    super(`The key of ${subject} is damaged: ${why}.`);
  }
}

/** Stores wrapped keys, one for each subject. Every promise here is a rule of the contract suite. */
export interface KeyDocuments {
  /** 'destroyed' after {@link destroy}, permanently; undefined when there never was a key, or a replica does not have it yet. Throws {@link DamagedKey}. */
  find(subject: Subject): Promise<WrappedKey | 'destroyed' | undefined>;

  /** Whether there is a key or the tombstone of a destroyed one. Unlike {@link find}, never answered by a replica that is behind. */
  exists(subject: Subject): Promise<boolean>;

  /** Stores the first key of a subject; 'taken' when there is one, or it was destroyed. Of two concurrent calls one is 'created'. */
  create(subject: Subject, key: WrappedKey): Promise<'created' | 'taken'>;

  /** Replaces the key by a tombstone, also where there was no key, so that none can ever be created. */
  destroy(subject: Subject): Promise<void>;
}

/** Looks a key up; 'missing' only when it is certain that there is none. Throws {@link StoreUnavailable} while no replica shows it. */
export const lookUpKey = async (
  documents: Pick<KeyDocuments, 'find' | 'exists'>,
  subject: Subject,
): Promise<WrappedKey | 'destroyed' | 'missing'> => {
  const found = await documents.find(subject);
  if (found !== undefined) return found;
  if (await documents.exists(subject)) throw new StoreUnavailable(`The key of ${subject} cannot be seen yet.`);
  return 'missing';
};

/** The same, for whoever goes through all keys: a damaged one is told by a value. */
export const stateOfKey = async (
  documents: Pick<KeyDocuments, 'find' | 'exists'>,
  subject: Subject,
): Promise<WrappedKey | 'destroyed' | 'missing' | 'damaged'> => {
  try {
    return await lookUpKey(documents, subject);
  } catch (error) {
    if (error instanceof DamagedKey) return 'damaged';
    throw error;
  }
};
