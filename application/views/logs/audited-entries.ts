import { z } from 'zod';
import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { Log } from '../../../domain/modelling/log.ts';
import { erasedText } from '../../../domain/modelling/personal.ts';
import type { PersonalKeys } from '../../privacy/personal-keys.ts';
import { openIn, replaceAt } from '../../privacy/personal-values.ts';
import { openingWith } from '../../privacy/seal-values.ts';
import type { Look } from '../audit/audit-look.ts';
import { differingFields } from '../audit/differing-fields.ts';
import { loggedChange } from './log-changes.ts';
import type { LogDocument } from './log-document.ts';
import type { NewEntry } from './log-entries.ts';
import { isDamage } from './reachable-log.ts';
import type { DamagedView, FoundView } from '../read-model.ts';
import { plainEntry } from './sealed-entries.ts';

/** Compares a stored entry with the one that its event gives. */
export type CompareEntry<Entry> = (
  streamId: StreamId,
  fresh: NewEntry<Entry>,
  found: FoundView<LogDocument> | DamagedView | undefined,
) => Promise<Pick<Look, 'fit' | 'difference'>>;

/**
 * Compares what is sealed once it is opened. What was erased is equal, and a personal value that is not sealed is a difference, which is
 * named by its field.
 */
export const entryComparison = <Entry extends object>(
  log: Pick<Log<Entry>, 'name' | 'schema'>,
  keys: Pick<PersonalKeys, 'toOpen'>,
): CompareEntry<Entry> => {
  const open = openingWith(keys);

  const differing = async (streamId: StreamId, fresh: NewEntry<Entry>, view: LogDocument) => {
    const { plain, paths } = plainEntry(log, streamId, fresh);
    const stored = openIn(view, () => erasedText);
    const masked = replaceAt(plain, paths, () => erasedText);
    const fields = differingFields(withoutErased(stored), withoutErased(masked));
    const isOpen = paths.length === 0 && JSON.stringify(stored) === JSON.stringify(view);
    if (fields.length > 0 || isOpen || (await keys.toOpen(streamId)) === 'erased') return fields;
    return differingFields(await open({ streamId, version: fresh.version, of: log.name }, view, (text) => text), plain);
  };

  return async (streamId, fresh, found) => {
    const named = `The entry about version ${fresh.version} of ${streamId}`;
    const is = (fit: Look['fit'], what: string) => ({ fit, difference: `${named} ${what}.` });
    if (found === undefined) return is('behind', 'is missing');
    if (found.damage !== undefined) return is('wrong', 'is damaged');
    if (found.version !== fresh.version) return is('wrong', `is of version ${found.version}`);
    try {
      const fields = await differing(streamId, fresh, found.view);
      return is(fields.length === 0 ? 'right' : 'wrong', `has another ${fields.join(', ')} than its event says`);
    } catch (error) {
      if (isDamage(error)) return is('wrong', 'is damaged');
      throw error;
    }
  };
};

const changed = z.array(loggedChange);

/** Without the changes of erased values: once they are erased, the events no longer tell which of them differed. */
const withoutErased = (document: LogDocument): LogDocument => {
  const { data: changes } = changed.safeParse(document['changes']);
  if (changes === undefined) return document;
  return { ...document, changes: changes.filter(({ from, to }) => from !== erasedText && to !== erasedText) };
};
