import type { Subject } from '../../domain/modelling/ids.ts';
import { inParallel } from '../in-parallel.ts';
import { stateOfKey, type KeyDocuments } from '../privacy/key-documents.ts';

/** The keys of personal data in the store, and their copies in the archive, wrapped as they are stored. */
export interface ArchivedKeys {
  readonly keyDocuments: KeyDocuments;
  readonly archivedKeys: KeyDocuments;
}

const keysAtOnce = 16;

/** Copies the keys of these subjects, tombstones included. Existing keys stay. Returns the subjects that have no key, or a damaged one. */
export const copyKeys = async (
  subjects: readonly Subject[],
  { from, to }: { readonly from: KeyDocuments; readonly to: KeyDocuments },
): Promise<readonly Subject[]> => {
  const missing = await inParallel(keysAtOnce, subjects, async (subject) => {
    const key = await stateOfKey(from, subject);
    if (key === 'missing' || key === 'damaged') return [subject];
    if (key === 'destroyed') await to.destroy(subject);
    else await to.create(subject, key);
    return [];
  });
  return missing.flat();
};
