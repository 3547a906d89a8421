import type { Joined } from '../../../domain/modelling/joined.ts';
import { DamagedContribution, type ContributionChange } from '../contributions/contributions.ts';
import { documentAfter, type FoundJoined } from './joined-document-after.ts';
import type { DocumentAfter, JoinedDocuments } from './joined-documents.ts';

/** Writes parts, and the document that all parts make, in one transaction; false when others have changed one of them since. */
export type RepairJoined<Part> = (key: string, parts: readonly ContributionChange<Part>[]) => Promise<boolean>;

/**
 * Repairs joined documents as their projector makes them anew. While another part is damaged, nobody knows the document: then
 * only the part is written, and the document follows once all its parts can be read.
 */
export const joinedRepair = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  documents: Pick<JoinedDocuments<Shape, Part>, 'find' | 'parts' | 'save'>,
): RepairJoined<Part> => {
  const after = documentAfter(joined, documents);

  const madeAnew = async (
    key: string,
    found: FoundJoined<Shape>,
    changes: readonly ContributionChange<Part>[],
  ): Promise<DocumentAfter<Shape>> => {
    const doubted = found && { damage: 'It is made anew.', etag: found.etag };
    const document = await after({ key, found: doubted, changes });
    return typeof document === 'object' ? { ...document, version: (found?.version ?? 0) + 1 } : document;
  };

  return async (key, parts) => {
    const found = await documents.find(key);
    const document = await madeAnew(key, found, parts).catch((error: unknown) => {
      if (error instanceof DamagedContribution && parts.length > 0) return 'stays' as const;
      throw error;
    });
    return typeof (await documents.save(key, { document, etag: found?.etag, parts })) !== 'string';
  };
};
