import { z } from 'zod';
import type { DeclaredProcess } from '../../domain/modelling/processes/declared-process.ts';
import type { ProcessStatus } from '../../domain/modelling/processes/process-state.ts';
import { shards } from '../../domain/modelling/shard.ts';
import { inParallel } from '../in-parallel.ts';

/** The statuses in which something can still come of an instance by itself or by an operator. */
const liveStatuses = ['running', 'completing', 'compensating', 'stuck'] as const satisfies readonly ProcessStatus[];

const instances = z.int().min(0);

/** A kind of process, and how many of its instances have not come to their end, by the definition that they started under. */
export const liveInstancesSchema = z
  .object({
    process: z.string(),
    /** The definition under which new instances start. */
    definition: z.int().min(1),
    asks: z.array(z.string()).readonly(),
    definitions: z
      .array(
        z
          .object({
            definition: z.int().min(1),
            live: instances,
            ...{ running: instances, completing: instances, compensating: instances, stuck: instances },
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** See {@link liveInstancesSchema}. */
export type LiveInstances = z.infer<typeof liveInstancesSchema>;

/** Counts documents of the view of processes. */
export type CountProcesses = (filter: {
  readonly partition: string;
  readonly equal: { readonly process: string; readonly status: ProcessStatus; readonly definition: number };
}) => Promise<number>;

/** So many counts are asked for at the same time. */
const countsAtOnce = 8;

/**
 * Counts the instances that have not ended: one small query for each definition, status and shard. Once an old definition has none, the
 * reactions that are only for it can go.
 */
export const liveInstances = async (
  { name: process, definition: newest, asks }: Pick<DeclaredProcess, 'name' | 'definition' | 'asks'>,
  count: CountProcesses,
): Promise<LiveInstances> => {
  const countOf = async (definition: number, status: ProcessStatus): Promise<number> => {
    const equal = { process, status, definition };
    const counts = await inParallel(countsAtOnce, shards, async (partition) => count({ partition, equal }));
    return counts.reduce((sum, each) => sum + each, 0);
  };
  const definitions: LiveInstances['definitions'][number][] = [];
  for (let definition = 1; definition <= newest; definition += 1) {
    const [running = 0, completing = 0, compensating = 0, stuck = 0] = await inParallel(1, liveStatuses, (status) =>
      countOf(definition, status),
    );
    const live = running + completing + compensating + stuck;
    definitions.push({ definition, live, running, completing, compensating, stuck });
  }
  return { process, definition: newest, asks, definitions };
};
