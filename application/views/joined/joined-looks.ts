import type { NamedStream } from '../../../domain/modelling/ids.ts';
import type { Joined } from '../../../domain/modelling/joined.ts';
import { noVersion, unreadable, type Look } from '../audit/audit-look.ts';
import { comparisonOfJoined, comparisonOfParts } from './audited-parts.ts';
import { madeOf, readable } from './joined-document-after.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { joinedRepair } from './joined-repair.ts';
import type { PartsAfresh } from './parts-afresh.ts';

/** The ports of {@link lookingAtJoined}. */
export interface LookingAtJoined<Shape, Part> {
  readonly documents: JoinedDocuments<Shape, Part>;
  readonly foldAfresh: PartsAfresh<Part>;
}

/** Looks at a stored part beside the events of its stream, and at a stored document beside its parts, as an audit does. */
export const lookingAtJoined = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  { documents, foldAfresh }: LookingAtJoined<Shape, Part>,
) => {
  const repair = joinedRepair(joined, documents);

  const lookAtPart = async (streamId: NamedStream, key: string): Promise<Look> => {
    const { folded, version, recordedAt, failure } = await foldAfresh(streamId);
    if (failure !== undefined) return unreadable(failure);
    const now = folded.get(key);
    const found = await documents.findPart(key, streamId);
    const part = { streamId, version: version === 0 ? noVersion : version, value: now?.value, before: found };
    return {
      ...comparisonOfParts({ key, streamId, version, now, found }),
      recordedAt,
      write: () => repair(key, [part]),
    };
  };

  const lookAtDocument = async (key: string): Promise<Look> => {
    // Whatever changes a document changes its etag: the same before and after is one moment.
    for (let before = await documents.find(key); ;) {
      const parts = await documents.parts(key);
      const found = await documents.find(key);
      if (found?.etag === before?.etag) {
        const made = madeOf(joined, key, readable(joined.name, key, parts));
        return { ...comparisonOfJoined(key, found, made), write: () => repair(key, []) };
      }
      before = found;
    }
  };

  return { lookAtPart, lookAtDocument };
};
