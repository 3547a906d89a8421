import type { StreamId } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import { streamIdSchema } from './commit.ts';

/**
 * The receipt of one command in short form: the version of its last event, its id, its digest, when it was recorded in
 * milliseconds since 1970, and the types of its events.
 */
const shortReceipt = z.tuple([z.int().min(1), z.string(), z.string().nullable(), z.int()], z.string());

/** The state of a stream at some version. It is trusted only when its last commit matches the stream. */
export const snapshotSchema = z.object({
  streamId: streamIdSchema,
  /** The version of the last event in it. */
  version: z.int().min(1),
  /** The fingerprint of the code that made it. Snapshots of other code are ignored. */
  fingerprint: z.string(),
  /** Plain JSON; its shape is known to the aggregate. */
  state: z.unknown(),
  /** The receipts of the newest commands, oldest first; the last is that of the snapshot's last commit. */
  receipts: z.array(shortReceipt).min(1),
});

/** The state of a stream at some version. */
export type Snapshot = Readonly<z.infer<typeof snapshotSchema>>;

/** A snapshot to be stored. */
export interface NewSnapshot extends Snapshot {
  /** Its state is personal. A store refuses it until it is sealed. */
  readonly isPersonal?: boolean;
}

/** The store of snapshots, one for each stream. Disposable: it may lose any of them at any time. */
export interface SnapshotStore {
  /** The last saved snapshot, or an older one, unchanged; undefined when there is none, or a damaged one. */
  find(streamId: StreamId): Promise<Snapshot | undefined>;

  /** Replaces the snapshot. One that is larger than a document is not stored, without an error. */
  save(snapshot: NewSnapshot): Promise<void>;
}
