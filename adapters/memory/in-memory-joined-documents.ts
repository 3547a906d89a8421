import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import { streamIdSchema } from '../../application/streams/commit.ts';
import type { JoinedStorage } from '../../application/system/capabilities.ts';
import {
  ChangesTooLarge,
  mostChanges,
  type ContributionChange,
  type FoundContribution,
} from '../../application/views/contributions/contributions.ts';
import type { JoinedChange, JoinedDocuments, SavedJoined } from '../../application/views/joined/joined-documents.ts';
import { joinedKeyOf } from '../joined-key.ts';
import { assertKeepable, assertUsableKey, shapeOf } from '../read-model-shape.ts';
import { bytesOf, jsonCopy, maximumDocumentBytes } from '../stored-json.ts';
import { inMemoryReadModel, nameOf, type StoredViews } from './in-memory-read-model.ts';

/** A part as it is stored: what is in it is only known once it is parsed. */
interface StoredPart {
  readonly streamId: NamedStream;
  readonly version: number;
  readonly value: unknown;
  readonly etag: string;
}

/** The documents of one joined view that forget on restart, and their parts by key and stream. Two adapters over one show the same. */
export interface StoredJoined {
  readonly documents: StoredViews;
  readonly parts: Map<string, Map<string, StoredPart>>;
}

/** Nothing stored. */
export const noJoined = (): StoredJoined => ({ documents: new Map(), parts: new Map() });

let revision = 0;

/** Joined documents that forget on restart. */
export const inMemoryJoinedDocuments = <Shape extends object, Part extends object>(
  joined: JoinedStorage<Shape, Part>,
  stored: StoredJoined = noJoined(),
): JoinedDocuments<Shape, Part> => {
  const shape = shapeOf(joined);
  const readModel = inMemoryReadModel<Shape>(shape, stored.documents);
  const parsed = z.object({ version: z.int().min(1), value: joined.part.nullable() });

  const read = (found: StoredPart): FoundContribution<Part> => {
    const { streamId, etag } = found;
    const { success, data } = parsed.safeParse(jsonCopy({ ...found, value: found.value ?? null }));
    return success ? { streamId, etag, ...data, value: data.value ?? undefined } : { streamId, etag, ...damaged };
  };

  const isStale = (key: string) => (change: ContributionChange<Part>) =>
    stored.parts.get(key)?.get(change.streamId)?.etag !== change.before?.etag;

  const keepDocument = (key: string, { document, etag }: JoinedChange<Shape, Part>): string | undefined => {
    if (document === 'stays') return etag;
    const name = nameOf(joinedKeyOf(key));
    const fresh = `"${(revision += 1)}"`;
    if (document === undefined) stored.documents.delete(name);
    else stored.documents.set(name, { ...joinedKeyOf(key), document: jsonCopy(document), etag: fresh });
    return document === undefined ? undefined : fresh;
  };

  const keepPart = (key: string, { streamId, version, value }: ContributionChange<Part>): string => {
    const etag = `"${(revision += 1)}"`;
    const ofKey = stored.parts.get(key) ?? new Map<string, StoredPart>();
    stored.parts.set(key, ofKey.set(streamId, jsonCopy({ streamId, version, value: value ?? null, etag })));
    return etag;
  };

  return {
    find: async (key) => readModel.find(joinedKeyOf(key)),

    findPart: async (key, streamId) => {
      assertUsableKey(joinedKeyOf(key));
      const found = stored.parts.get(key)?.get(streamId);
      return found && read(found);
    },

    parts: async (key) => [...(stored.parts.get(key)?.values() ?? [])].map(read),

    streams: async (key, atMost) =>
      z.array(streamIdSchema).parse([...(stored.parts.get(key)?.keys() ?? [])].slice(0, atMost)),

    keys: async () => {
      const ofDocuments = [...stored.documents.values()].map(({ partition }) => partition);
      return [...new Set([...ofDocuments, ...stored.parts.keys()])].toSorted();
    },

    save: async (key, change): Promise<SavedJoined | 'part conflict' | 'document conflict'> => {
      assertUsableKey(joinedKeyOf(key));
      if (typeof change.document === 'object') assertKeepable(shape, joinedKeyOf(key), change.document.view);
      if (change.parts.length > mostChanges) throw new Error(`${change.parts.length} parts are too many.`);
      if (bytesOf(change) > maximumDocumentBytes) throw new ChangesTooLarge('The changes are too large.');
      const isTwice = new Set(change.parts.map(({ streamId }) => streamId)).size < change.parts.length;
      if (isTwice || change.parts.some(isStale(key))) return 'part conflict';
      if (change.document !== 'stays' && stored.documents.get(nameOf(joinedKeyOf(key)))?.etag !== change.etag)
        return 'document conflict';
      const document = keepDocument(key, change);
      return { document, parts: change.parts.map((part) => keepPart(key, part)) };
    },

    list: (request) => readModel.list(request),
    count: (filter) => readModel.count(filter),
  };
};

/** What is given of a part that cannot be read. */
const damaged = { version: 0, value: undefined } as const;
