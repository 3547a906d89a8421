import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';

/** Where the repository begins. */
export const repository = join(import.meta.dirname, '../..');

/** An aggregate of which nothing is known but that it is one. */
export type AnyAggregate = Aggregate<unknown, CommandSchemas, EventTypes, unknown>;

/** An aggregate and the folder of `domain/` that it lives in. */
export interface FoundAggregate {
  readonly folder: string;
  readonly aggregate: AnyAggregate;
}

/** Every aggregate that an `index.ts` in `domain/` exports, so that no list of them has to be kept. */
export const findAggregates = async (): Promise<readonly FoundAggregate[]> => {
  const doors = globSync('domain/*/index.ts', { cwd: repository }).sort();
  const found = doors.map(async (door) => {
    const exported = (await import(pathToFileURL(join(repository, door)).href)) as Readonly<Record<string, unknown>>;
    const folder = door.split(/[\\/]/)[1] ?? '';
    return Object.values(exported)
      .filter(isAggregate)
      .map((aggregate) => ({ folder, aggregate }));
  });
  return (await Promise.all(found)).flat();
};

const isAggregate = (value: unknown): value is AnyAggregate =>
  typeof value === 'object' && value !== null && 'evolve' in value && 'stateVersion' in value;
