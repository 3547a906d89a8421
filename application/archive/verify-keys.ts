import type { Subject } from '../../domain/modelling/ids.ts';
import { inParallel } from '../in-parallel.ts';
import { stateOfKey, type WrappedKey } from '../privacy/key-documents.ts';
import type { ArchivedKeys } from './copy-keys.ts';

/** The result of a comparison of keys. */
export interface KeyVerification {
  /** Each as a sentence that names the subject. */
  readonly differences: readonly string[];
  /** The subjects whose key the archive lacks, or still holds after it was destroyed. */
  readonly incomplete: readonly Subject[];
}

const keysAtOnce = 16;

/** Compares the stored and archived keys of these subjects. */
export const verifyKeys = async (
  subjects: readonly Subject[],
  { keyDocuments, archivedKeys }: ArchivedKeys,
): Promise<KeyVerification> => {
  const found = await inParallel(keysAtOnce, subjects, async (subject) => {
    const stored = await stateOfKey(keyDocuments, subject);
    const difference = differenceOf(stored, await stateOfKey(archivedKeys, subject));
    return difference === undefined ? [] : [{ subject, ...difference }];
  });
  const differences = found.flat();
  return {
    differences: differences.map(({ subject, is }) => `The key of ${subject} ${is}.`),
    incomplete: differences.filter(({ isIncomplete }) => isIncomplete).map(({ subject }) => subject),
  };
};

type Key = WrappedKey | 'destroyed' | 'missing' | 'damaged';

const differenceOf = (stored: Key, archived: Key) => {
  if (stored === 'damaged') return { is: 'is damaged in the store', isIncomplete: false };
  if (archived === 'damaged') return { is: 'is damaged in the archive', isIncomplete: stored === 'destroyed' };
  return differenceBetween(stored, archived);
};

type Readable = Exclude<Key, 'damaged'>;

const differenceBetween = (
  stored: Readable,
  archived: Readable,
): { readonly is: string; readonly isIncomplete: boolean } | undefined => {
  if (stored === 'missing')
    return {
      is:
        archived === 'missing'
          ? 'is neither in the archive nor in the store'
          : 'is in the archive and not in the store',
      isIncomplete: false,
    };
  if (archived === 'missing') return { is: 'is missing in the archive', isIncomplete: true };
  if (stored === 'destroyed')
    return archived === 'destroyed'
      ? undefined
      : { is: 'was destroyed in the store and not in the archive', isIncomplete: true };
  if (archived === 'destroyed') return { is: 'was destroyed in the archive and not in the store', isIncomplete: false };
  if (stored.wrapped === archived.wrapped && stored.wrappedBy === archived.wrappedBy) return undefined;
  return { is: 'is not the same in archive and store', isIncomplete: false };
};
