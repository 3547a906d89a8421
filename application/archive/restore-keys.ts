import type { Subject } from '../../domain/modelling/ids.ts';
import { inParallel } from '../in-parallel.ts';
import { copyKeys, type ArchivedKeys } from './copy-keys.ts';
import { verifyKeys } from './verify-keys.ts';

/** Whose keys a restored history needs. */
interface Needed {
  readonly subjects: ReadonlySet<Subject>;
  /** Those who were erased, by the events. */
  readonly erased: ReadonlySet<Subject>;
}

const keysAtOnce = 16;

/**
 * Restores keys, wrapped as they were. An erasure wins: it is read from the events, so an archive whose copy of a key is older
 * than the erasure makes nothing readable again. Returns the subjects without a key, and a sentence for each key that differs.
 */
export const restoreKeys = async (
  { subjects, erased }: Needed,
  { keyDocuments, archivedKeys }: ArchivedKeys,
): Promise<{ readonly withoutKey: readonly Subject[]; readonly differences: readonly string[] }> => {
  await inParallel(keysAtOnce, [...erased], (subject) => keyDocuments.destroy(subject));
  const needed = [...subjects].filter((subject) => !erased.has(subject));
  const withoutKey = await copyKeys(needed, { from: archivedKeys, to: keyDocuments });
  const missing = new Set(withoutKey);
  const { differences } = await verifyKeys(
    needed.filter((subject) => !missing.has(subject)),
    { keyDocuments, archivedKeys },
  );
  return { withoutKey, differences };
};
