import type { NamedStream, StreamId } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import { commitSchema, type Commit } from '../streams/commit.ts';
import { decodeOnce, type Decode } from '../streams/event-codec.ts';

/** Decrypts stored commits. A personal value of an erased subject reads `[erased]`. */
export type Decrypt = (commits: readonly Commit[]) => Promise<readonly Commit[]>;

/** A document of the feed that is not a commit. */
export interface UnreadableDocument {
  readonly streamId: NamedStream;
  readonly reason: string;
  readonly document: unknown;
}

/** A commit, and the document that it was parsed from, which may hold more fields. */
export interface DeliveredCommit {
  readonly commit: Commit;
  readonly document: unknown;
}

/** A batch of the feed in order: the commits of each stream by version, each once. */
export interface FeedBatch {
  readonly streams: ReadonlyMap<StreamId, readonly DeliveredCommit[]>;
  readonly unreadable: readonly UnreadableDocument[];
  /** The commits of a stream, decrypted: once, however many subscribers ask. */
  readonly decrypted: (streamId: StreamId, decrypt: Decrypt) => Promise<readonly Commit[]>;
  /** Decodes each commit once, however many subscribers ask. */
  readonly decode: Decode;
}

/** What the feed delivered: its documents, or the batch that was read from them for several subscribers. */
export type Delivered = readonly unknown[] | FeedBatch;

/** What an adapter adds to a document which is not what its hash says, in the store either. */
export const changedMark = { isChanged: true } as const;

/** Whether the mark is there, which is almost never: to find it missing is no failure, which would cost more than to find it. */
const mark = z.object({ isChanged: z.literal(true).exactOptional() });

const isMarkedAsChanged = (document: unknown): boolean => mark.safeParse(document).data?.isChanged === true;

/** As much of a broken document as names its stream. */
const whereabouts = z.object({ streamId: z.string().min(1) }).or(z.object({ id: z.string().min(1) }));

/**
 * Reads what the feed delivered. The feed keeps order within a stream, but a retried batch can overlap with what came
 * before, and documents of one transaction come in any order (Azure Cosmos DB documentation, "Change feed processor").
 */
export const readFeedBatch = (found: Delivered): FeedBatch => ('streams' in found ? found : batchOf(found));

const batchOf = (documents: readonly unknown[]): FeedBatch => {
  const delivered = new Map<StreamId, Map<number, DeliveredCommit>>();
  const unreadable: UnreadableDocument[] = [];
  for (const document of documents) {
    const parsed = commitSchema.safeParse(document);
    if (!parsed.success) {
      unreadable.push({ streamId: streamOf(document), reason: z.prettifyError(parsed.error), document });
      continue;
    }
    const { streamId, version } = parsed.data;
    if (isMarkedAsChanged(document)) {
      unreadable.push({ streamId, reason: `The content of version ${version} is not what its hash says.`, document });
      continue;
    }
    const ofStream = delivered.get(streamId) ?? new Map<number, DeliveredCommit>();
    delivered.set(streamId, ofStream.set(version, { commit: parsed.data, document }));
  }
  const streams = new Map([...delivered].map(([streamId, ofStream]) => [streamId, inOrder(ofStream)]));
  return { streams, unreadable, decrypted: decryptOnce(streams), decode: decodeOnce() };
};

const decryptOnce = (streams: FeedBatch['streams']): FeedBatch['decrypted'] => {
  const made = new Map<Decrypt, Map<StreamId, Promise<readonly Commit[]>>>();
  return (streamId, decrypt) => {
    const byStream = made.get(decrypt) ?? new Map<StreamId, Promise<readonly Commit[]>>();
    made.set(decrypt, byStream);
    const decrypted = byStream.get(streamId) ?? decrypt((streams.get(streamId) ?? []).map(({ commit }) => commit));
    byStream.set(streamId, decrypted);
    return decrypted;
  };
};

/** The commits of a stream in a batch, by whatever name it was asked for. */
export const commitsOf = (named: NamedStream, { streams }: Pick<FeedBatch, 'streams'>): readonly DeliveredCommit[] =>
  [...streams].find(([streamId]) => streamId === named)?.[1] ?? [];

const inOrder = (byVersion: ReadonlyMap<number, DeliveredCommit>): readonly DeliveredCommit[] =>
  [...byVersion.values()].sort((one, other) => one.commit.version - other.commit.version);

const streamOf = (document: unknown): NamedStream => {
  const found = whereabouts.safeParse(document);
  if (!found.success) return 'unknown';
  return 'streamId' in found.data ? found.data.streamId : found.data.id;
};
