import type { StreamId } from '../../../domain/modelling/ids.ts';
import { z } from 'zod';
import { inParallel } from '../../in-parallel.ts';
import type { StoredHistory } from '../../streams/stored-history.ts';
import { chosen, type Sample } from './audit-sample.ts';
import { streamIdSchema } from '../../streams/commit.ts';

/** How a comparison of what is stored with what the events say ended. 'late': the view has not come so far, or the stream is parked. */
export type Compared = 'right' | 'late' | { readonly difference: string; readonly isRepaired: boolean };

/** Something that a view holds, to be compared with the events behind it. */
export type AuditedEntry = (repairs: boolean) => Promise<readonly Compared[]>;

/** A view as an audit sees it. Each kind of view has its own. */
export interface AuditedView {
  readonly name: string;
  /** The categories of the streams that it follows. */
  readonly categories: readonly string[];
  /** Compares all that a stream should have left in the view with what is there. */
  readonly checkStream: (streamId: StreamId, repairs: boolean) => Promise<readonly Compared[]>;
  /** What the view holds, page by page, asked for after the streams: so also what no stream has left there is found. */
  readonly entries: () => AsyncIterable<readonly AuditedEntry[]>;
  /** Whether all entries are compared, whatever the sample. */
  readonly isEveryEntryChecked: boolean;
}

/** How far an audit has come, and what it found. */
export interface AuditFindings {
  readonly streams: number;
  readonly entries: number;
  readonly late: number;
  readonly different: number;
  readonly repaired: number;
}

/** What is asked of an audit. */
export interface AuditRequest {
  /** How many streams, and how many entries of the view, are compared; chosen at random. */
  readonly sample: Sample;
  /** Whether what is wrong is overwritten by what the events say, under its etag: the system may run meanwhile. */
  readonly repairs: boolean;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** Takes each difference as it is found, in one sentence without personal values. */
  readonly report: (difference: string, isRepaired: boolean) => void;
  readonly progress?: (soFar: AuditFindings) => void;
}

/** How many comparisons are under way at the same time. */
const atOnce = 16;

/** Compares a view with the events. Reads every event once, and besides as much as the sample asks for. */
export const audit = async (
  view: AuditedView,
  history: Pick<StoredHistory, 'pages'>,
  { sample, repairs, random, report, progress }: AuditRequest,
): Promise<AuditFindings> => {
  const found = { streams: 0, entries: 0, late: 0, different: 0, repaired: 0 };

  const note = (compared: Compared): void => {
    if (compared === 'right') return;
    if (compared === 'late') {
      found.late += 1;
      return;
    }
    found.different += 1;
    if (compared.isRepaired) found.repaired += 1;
    report(compared.difference, compared.isRepaired);
  };

  const checkAll = async <Item>(
    what: 'streams' | 'entries',
    items: readonly Item[],
    check: (item: Item) => Promise<readonly Compared[]>,
  ): Promise<void> => {
    await inParallel(atOnce, items, async (item) => {
      for (const compared of await check(item)) note(compared);
      found[what] += 1;
      progress?.(found);
    });
  };

  for await (const streams of chosen(streamsIn(history, view.categories), sample, random))
    await checkAll('streams', streams, (streamId) => view.checkStream(streamId, repairs));
  for await (const entries of chosen(view.entries(), view.isEveryEntryChecked ? 'all' : sample, random))
    await checkAll('entries', entries, (check) => check(repairs));
  return found;
};

const beginning = z.object({
  streamId: streamIdSchema,
  category: z.string(),
  version: z.int(),
  events: z.array(z.unknown()),
});

/** The streams of these categories, each once: by their first commits. */
async function* streamsIn(
  history: Pick<StoredHistory, 'pages'>,
  categories: readonly string[],
): AsyncGenerator<readonly StreamId[]> {
  for await (const page of history.pages())
    yield page.flatMap((document) => {
      const { data: commit } = beginning.safeParse(document);
      const isBeginning = commit !== undefined && commit.version === commit.events.length;
      return isBeginning && categories.includes(commit.category) ? [commit.streamId] : [];
    });
}
