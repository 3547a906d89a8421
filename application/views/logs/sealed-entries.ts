import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { Log } from '../../../domain/modelling/log.ts';
import { personalPathsIn, type FieldPath } from '../../../domain/modelling/personal.ts';
import type { PersonalKeys } from '../../privacy/personal-keys.ts';
import { sealingWith } from '../../privacy/seal-values.ts';
import { logKey, type LogDocument } from './log-document.ts';
import type { NewEntry } from './log-entries.ts';
import type { DocumentKey, Projected } from '../read-model.ts';

/** The document of an entry in plain text, and the paths of what is personal in it. */
export const plainEntry = <Entry extends object>(
  { schema }: Pick<Log<Entry>, 'schema'>,
  streamId: StreamId,
  { entry, position, changes, personal = [] }: NewEntry<Entry>,
): { readonly plain: LogDocument; readonly paths: readonly FieldPath[] } => ({
  plain: { ...entry, streamId, position, ...(changes && { changes }) },
  paths: [...personalPathsIn(schema, entry), ...personal],
});

/** Gives documents of entries as they are stored: what is personal sealed under the key of the stream, or erased. */
export const sealedEntries = <Entry extends object>(
  log: Pick<Log<Entry>, 'name' | 'schema' | 'partition'>,
  keys: Pick<PersonalKeys, 'toSeal'>,
) => {
  const seal = sealingWith(keys);
  return async (
    streamId: StreamId,
    fresh: NewEntry<Entry>,
  ): Promise<{ readonly key: DocumentKey; readonly document: Projected<LogDocument> }> => {
    const { version } = fresh;
    const { plain, paths } = plainEntry(log, streamId, fresh);
    const view = await seal({ streamId, version, of: log.name }, plain, paths);
    return { key: logKey(log, { streamId, version }, fresh.entry), document: { view, version } };
  };
};
