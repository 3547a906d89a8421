import { z } from 'zod';

/** What one command has left, made short: the version of its last event, its id, its digest, when it was recorded in milliseconds since 1970, and the types of its events. */
const shortReceipt = z.tuple([z.int().min(1), z.string(), z.string().nullable(), z.int()], z.string());

/** What a stream had come to at some version. Never a truth: whoever finds one proves that it fits the stream. */
export const snapshotSchema = z.object({
  streamId: z.string(),
  /** The version of the last event in it. */
  version: z.int().min(1),
  /** Of the code that made it: what other code has made means something else. */
  fingerprint: z.string(),
  /** Plain JSON. Only the aggregate knows more. */
  state: z.unknown(),
  /** What the newest commands have left, oldest first; the last is the commit that the snapshot ends with. */
  receipts: z.array(shortReceipt).min(1),
});

/** What a stream had come to at some version. */
export type Snapshot = Readonly<z.infer<typeof snapshotSchema>>;

/** A snapshot on its way to a store. */
export interface NewSnapshot extends Snapshot {
  /** Its state says something about a person. No store keeps it before it is sealed. */
  readonly isPersonal?: boolean;
}

/** Where snapshots are kept, one for each stream. Disposable: it may lose any of them at any time. */
export interface SnapshotStore {
  /** What was saved last or at some time before, exactly as it was; undefined when there is none, or only a spoiled one. */
  find(streamId: string): Promise<Snapshot | undefined>;

  /** Keeps it in the place of the one before. One that is larger than a document is not kept, which is no error. */
  save(snapshot: NewSnapshot): Promise<void>;
}
