import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { Commit } from '../../streams/commit.ts';
import type { Take } from '../../feed/deliver-by-stream.ts';
import type { EventStore } from '../../streams/event-store.ts';
import type { Tracing } from '../../tracing.ts';
import { lastVersionOf, type FoldOnto } from '../fold-commits.ts';
import { foldStart, nothingYet } from './fold-start.ts';
import type { DocumentKey, Projected, ReadModel } from '../read-model.ts';
import type { RememberedDocuments } from '../remembered-documents.ts';

/** How an update of one document ended. After a 'conflict' it can be tried again. */
export type UpdateOutcome = 'saved' | 'conflict' | 'alreadyApplied' | 'notApplicable';

/** Brings the document of a stream up to what was delivered of it. */
export type UpdateDocument = (...delivered: Parameters<Take>) => Promise<UpdateOutcome>;

/** What updates of stored documents work with. */
export interface UpdatingStored<Shape> {
  /** The name of the view. */
  readonly name: string;
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readModel: Pick<ReadModel<Shape>, 'find'>;
  readonly tracing: Pick<Tracing, 'log'>;
  readonly remembered: RememberedDocuments<Shape>;
  readonly foldOnto: FoldOnto<Shape>;
  readonly keyOf: (streamId: StreamId, view: Shape | undefined) => DocumentKey;
  readonly save: (
    streamId: StreamId,
    next: Projected<Shape> | undefined,
    etag: string | undefined,
  ) => Promise<UpdateOutcome>;
}

/** Updates documents from what is stored: each way reads first, and remembers what it has read. */
export const storedDocuments = <Shape>(updating: UpdatingStored<Shape>) => {
  const { readModel, remembered, foldOnto, keyOf, save } = updating;
  const startFrom = foldStart(updating);

  const find = async (streamId: StreamId, key: DocumentKey) => {
    const found = await readModel.find(key);
    if (found !== undefined && found.damage === undefined) remembered.keep(streamId, key, found);
    return found;
  };

  /** The document's place follows from the stream's name. */
  const continueDocument: UpdateDocument = async (...delivered) => {
    const [streamId, commits] = delivered;
    const current = await find(streamId, keyOf(streamId, undefined));
    const start = await startFrom(current, streamId, lastVersionOf(commits));
    if (start.version >= lastVersionOf(commits)) return 'alreadyApplied';
    return save(streamId, await foldOnto(start, ...delivered), current?.etag);
  };

  /** The document's place follows from its content: it is folded from the start of the stream. */
  const foldDocument: UpdateDocument = async (...delivered) => {
    const [streamId] = delivered;
    const next = await foldOnto(nothingYet, ...delivered);
    if (next === undefined) return 'notApplicable';
    const current = await find(streamId, keyOf(streamId, next.view));
    const { version } = await startFrom(current, streamId, next.version);
    return version >= next.version ? 'alreadyApplied' : save(streamId, next, current?.etag);
  };

  /** The same, but this process remembers the place: a point read, in place of the whole stream. */
  const continueInPlace: UpdateDocument = async (...delivered) => {
    const [streamId, commits] = delivered;
    const place = remembered.place(streamId);
    const found = place && (await find(streamId, place));
    if (found?.version === undefined || isAhead(found, commits)) return foldDocument(...delivered);
    if (found.version === lastVersionOf(commits)) return 'alreadyApplied';
    const next = await foldOnto(found, ...delivered);
    const isThere = next === undefined || keyOf(streamId, next.view).partition === place?.partition;
    return isThere ? save(streamId, next, found.etag) : foldDocument(...delivered);
  };

  return { continueDocument, continueInPlace };
};

/** Only the stream can say whether it has the version that such a document claims. */
const isAhead = ({ version }: { readonly version: number }, commits: readonly Commit[]): boolean =>
  version > lastVersionOf(commits);
