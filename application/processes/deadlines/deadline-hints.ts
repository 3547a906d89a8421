import { z } from 'zod';
import { processEvents } from '../../../domain/modelling/processes/process-events.ts';
import { entityIdOf, placeOf, streamIdOf, type Commit } from '../../streams/commit.ts';
import { decodeCommits } from '../../streams/event-codec.ts';

/** A process and a deadline that it has been given: a copy of what its stream says, for a broker that gives it back when it is due. */
export const deadlineHint = z
  .object({
    process: z.string(),
    id: z.string(),
    /** The version of the event that has set the deadline. */
    version: z.int().min(1),
    dueAt: z.iso.datetime(),
    correlationId: z.string(),
  })
  .readonly();

/** A process and a deadline that it has been given. */
export type DeadlineHint = z.infer<typeof deadlineHint>;

/** Takes hints at deadlines, and gives each back once it is due, to any host: early, late, several times or never. */
export interface DeadlineHints {
  /** Does not wait, and never throws: the sweep finds a deadline of which the hint is lost. */
  give(hints: readonly DeadlineHint[]): void;
}

/** What identifies a hint: the place of the event that has set the deadline. */
export const placeOfHint = ({ process, id, version }: Pick<DeadlineHint, 'process' | 'id' | 'version'>): string =>
  placeOf(streamIdOf(process, id), version);

/** For a deadline that is further away, the minute that the sweep takes is less than a tenth of the time. */
export const hintedWithinMs = 10 * 60_000;

/**
 * The hints at what a commit of a process lets be due within {@link hintedWithinMs} of it: one for each moment, whatever the number of
 * deadlines, as a process is told of all at once. Throws UnreadableCommit.
 */
export const hintsIn = (commit: Commit): readonly DeadlineHint[] => {
  const { category: process, correlationId, recordedAt } = commit;
  const nearest = Date.parse(recordedAt) + hintedWithinMs;
  const hints = decodeCommits(processEvents, [commit]).flatMap(({ event: { data }, version }): DeadlineHint[] =>
    'dueAt' in data && Date.parse(data.dueAt) <= nearest
      ? [{ process, id: entityIdOf(commit), version, dueAt: data.dueAt, correlationId }]
      : [],
  );
  return [...new Map(hints.map((hint) => [hint.dueAt, hint])).values()];
};
