import { z } from 'zod';

/** A sweep over all processes of a shard that were due when it began, and its place among them. */
export const deadlineSweep = z.object({ before: z.iso.datetime(), continuation: z.string() }).readonly();

/** A sweep that has not come to its end. */
export type DeadlineSweep = z.infer<typeof deadlineSweep>;

/** The sweeps that have not come to their end, by shard. */
export type UnfinishedSweeps = Readonly<Record<string, DeadlineSweep>>;

/** Where a sweep goes on that one run did not end. What is lost of it costs a sweep from the start, and nothing else. */
export interface DeadlineSweeps {
  /** None where nothing is stored, or what is stored is damaged. */
  read(): Promise<UnfinishedSweeps>;

  /** Replaces what was stored. */
  save(sweeps: UnfinishedSweeps): Promise<void>;
}
