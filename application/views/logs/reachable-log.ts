import type { Log } from '../../../domain/modelling/log.ts';
import { maskedText } from '../../../domain/modelling/mask-personal.ts';
import { positioned } from '../../../domain/modelling/position.ts';
import { reachesView, type Reader } from '../../callers/reach.ts';
import { NotSealedHere, type PersonalKeys } from '../../privacy/personal-keys.ts';
import { openingWith } from '../../privacy/seal-values.ts';
import { streamIdSchema } from '../../streams/commit.ts';
import type { Tracing } from '../../tracing.ts';
import { Undeliverable } from '../../undeliverable.ts';
import { loggedChange } from './log-changes.ts';
import type { LogDocument, LogEntry } from './log-document.ts';
import type { Projected, ReadModel } from '../read-model.ts';
import type { ReachableDocuments } from '../reachable-documents.ts';
import { withinReach } from '../within-reach.ts';
import { z } from 'zod';

/** The ports of a reader of a log. */
export interface ReadingLog {
  readonly readModel: Pick<ReadModel<LogDocument>, 'list' | 'count'>;
  readonly keys: Pick<PersonalKeys, 'toOpen'>;
  readonly tracing: Pick<Tracing, 'log'>;
}

const besideEntry = z.looseObject({
  streamId: streamIdSchema,
  ...positioned.shape,
  changes: z.array(loggedChange).readonly().exactOptional(),
});

/**
 * What one reader may see of a log: what it does not reach is not there, and what is personal is masked where it does not see it. An entry
 * that is damaged, or that an earlier schema has left, is left out and logged for operators.
 */
export const reachableLog = <Entry extends object>(
  log: Log<Entry>,
  { readModel, keys, tracing }: ReadingLog,
  { reach, personalReach }: Reader,
): Pick<ReachableDocuments<LogEntry<Entry>>, 'list' | 'count'> => {
  const { name, schema, owner } = log;
  const open = openingWith(keys);
  const reachedBy = withinReach(log, reach);

  const opened = async ({ view, version }: Projected<LogDocument>): Promise<Projected<LogEntry<Entry>>> => {
    const isSeen = personalReach !== 'none' && reachesView(personalReach, owner, view);
    const { streamId } = besideEntry.parse(view);
    const plain = await open({ streamId, version, of: name }, view, (text) => (isSeen ? text : maskedText));
    const { position, changes } = besideEntry.parse(plain);
    return { view: { ...schema.parse(plain), streamId, position, ...(changes && { changes }) }, version };
  };

  const shown = async (found: Projected<LogDocument>): Promise<readonly Projected<LogEntry<Entry>>[]> => {
    if (!reachesView(reach, owner, found.view)) return [];
    try {
      return [await opened(found)];
    } catch (error) {
      if (!isDamage(error)) throw error;
      tracing.log({
        event: 'damaged-view',
        view: name,
        streamId: String(found.view['streamId']),
        version: found.version,
        damage: String(error),
      });
      return [];
    }
  };

  return {
    list: async (request) => {
      const within = reachedBy(request);
      if (within === 'nothing') return { items: [] };
      const page = await readModel.list(within);
      return { ...page, items: (await Promise.all(page.items.map(shown))).flat() };
    },
    count: async (filter) => {
      const within = reachedBy(filter);
      if (within === 'nothing') return 0;
      const { partition } = within;
      return partition === undefined ? undefined : readModel.count({ ...within, partition });
    },
  };
};

/** Whether an entry cannot be opened or read, however often it is tried. */
export const isDamage = (error: unknown): boolean =>
  error instanceof z.ZodError || error instanceof NotSealedHere || error instanceof Undeliverable;
