import { joinsPersonalData, type Joined } from '../../../domain/modelling/joined.ts';
import type { NewCache } from '../../streams/cache.ts';
import type { Tracing } from '../../tracing.ts';
import type { ContributionChange } from '../contributions/contributions.ts';
import { documentAfter, type FoundJoined } from './joined-document-after.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { rememberedDocuments } from '../remembered-documents.ts';
import type { SaveAll } from '../contributions/save-together.ts';

/** The ports of {@link joinedSaver}. */
export interface SavingJoined<Shape, Part> {
  readonly documents: JoinedDocuments<Shape, Part>;
  readonly newCache: NewCache;
  /** Waits a little longer, and at random, after each conflict. */
  readonly pause: (conflicts: number) => Promise<void>;
  readonly tracing: Pick<Tracing, 'log'>;
}

/** Other processes may save the same document in between. After this many conflicts in a row the batch is retried. */
const maximumRaces = 20;

/**
 * Saves parts with the document that they are part of, in one transaction under the etags of all. A document that this process
 * has saved needs no read: the save proves that it is current.
 */
export const joinedSaver = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  { documents, newCache, pause, tracing }: SavingJoined<Shape, Part>,
): SaveAll<Part> => {
  const { name, schema } = joined;
  const remembered = rememberedDocuments({ schema, isPersonal: joinsPersonalData(joined) }, newCache);
  const after = documentAfter(joined, documents);

  const find = async (key: string): Promise<FoundJoined<Shape>> => {
    const found = await documents.find(key);
    if (found?.damage !== undefined)
      tracing.log({ event: 'damaged-view', view: name, streamId: key, version: 0, damage: found.damage });
    return found;
  };

  const saveOnce = async (key: string, found: FoundJoined<Shape>, changes: readonly ContributionChange<Part>[]) => {
    const document = await after({ key, found, changes });
    const saved = await documents.save(key, { document, etag: found?.etag, parts: changes });
    if (typeof saved === 'string') return saved;
    if (typeof document === 'object' && saved.document !== undefined)
      remembered.keep(key, { id: key, partition: key }, { ...document, etag: saved.document });
    return saved.parts;
  };

  return async ({ partition: key }, changes) => {
    for (let race = 0; race < maximumRaces; race += 1) {
      if (race > 1) await pause(race);
      const known = race === 0 ? remembered.document(key) : undefined;
      const saved = await saveOnce(key, known ?? (await find(key)), changes);
      if (saved !== 'document conflict') return saved === 'part conflict' ? 'conflict' : saved;
    }
    throw new Error(`The ${name} document ${key} was saved by others ${maximumRaces} times in a row.`);
  };
};
