import type { StreamId } from '../../../domain/modelling/ids.ts';
import { z } from 'zod';
import type { AnyLog } from '../../../domain/modelling/log.ts';
import type { LoggedChange } from './log-changes.ts';
import type { DocumentKey } from '../read-model.ts';

const logDocument = z.record(z.string(), z.unknown()).readonly();

/** A document of a log: an entry with its stream, its position and what its event has changed, personal values sealed. */
export type LogDocument = z.infer<typeof logDocument>;

/** An entry as it is read: with the stream of its event and its position, and what that has changed where the log keeps it. */
export type LogEntry<Entry> = Entry & {
  readonly streamId: StreamId;
  readonly position: string;
  readonly changes?: readonly LoggedChange[];
};

/** How the documents of a log are stored. What is in an entry is parsed when it is read, once it is opened. */
export const logStorage = ({ name, partition, queries }: Pick<AnyLog, 'name' | 'partition' | 'queries'>) => ({
  name,
  partition,
  queries,
  schema: logDocument,
});

/** Where the document of an event lies. */
export const logKey = <Entry extends object>(
  { partition }: { readonly partition: { readonly field: keyof Entry } },
  { streamId, version }: { readonly streamId: StreamId; readonly version: number },
  entry: Entry,
): DocumentKey => ({ id: `${streamId}:${version}`, partition: String(entry[partition.field]) });
