import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { storedEvent } from '../../application/streams/commit.ts';
import { repository } from './aggregates.ts';

const state = z.record(z.string(), z.unknown());

/** The shape that an event had when it was recorded, events of that shape, and what they are read as. */
const goldenShape = z.object({
  schema: z.record(z.string(), z.unknown()),
  examples: z.array(z.object({ stored: storedEvent, read: z.record(z.string(), z.unknown()) })).min(1),
});

/** One shape of one event, as recorded. */
export type GoldenShape = z.infer<typeof goldenShape>;

/** Histories that were once stored, by name. */
export type Histories = Readonly<Record<string, readonly z.infer<typeof storedEvent>[]>>;

const pathOf = (folder: string, file: string): string => join(repository, 'test/domain', folder, 'golden', file);

const readJson = (path: string, otherwise: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return JSON.parse(otherwise);
    throw error;
  }
};

/** The histories of an aggregate; none when there are none. */
export const readHistories = (folder: string): Histories =>
  z.record(z.string(), z.array(storedEvent)).parse(readJson(pathOf(folder, 'histories.json'), '{}'));

/** The states that the histories had under a version of the state, by the history's name. */
export const readStates = (folder: string, stateVersion: number): Readonly<Record<string, unknown>> =>
  state.parse(readJson(pathOf(folder, `states.v${stateVersion}.json`), '{}'));

/** What a generation of a view kept of the recorded histories, by the history's name; nothing when it was not recorded. */
export const readKept = (folder: string, view: string): Readonly<Record<string, unknown>> =>
  state.parse(readJson(pathOf(folder, keptFile(view)), '{}'));

/** The golden file of a generation of a view, in the folder of golden files. */
export const keptFile = (view: string): string => `views/${view}.json`;

const goldenHalfWay = z.object({
  /** Empty where the command is the one that starts it. */
  history: z.array(storedEvent),
  command: z.object({ type: z.string(), data: z.record(z.string(), z.unknown()), at: z.string() }),
  then: z.array(z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })).optional(),
});

/** A process half-way, what it was told next, and what it then did; without that until it is recorded. */
export type GoldenHalfWay = z.infer<typeof goldenHalfWay>;

/** The file of processes half-way, in the folder of golden files. */
export const halfWayFile = 'half-way.json';

/** Processes half-way, by name. */
export const readHalfWay = (folder: string): Readonly<Record<string, GoldenHalfWay>> =>
  z.record(z.string(), goldenHalfWay).parse(readJson(pathOf(folder, halfWayFile), '{}'));

/** All recorded shapes, by `OrderPlaced.v1`. */
export const readShapes = (folder: string): Readonly<Record<string, GoldenShape>> =>
  Object.fromEntries(
    globSync('*.v*.json', { cwd: pathOf(folder, '.') })
      .filter((file) => !file.startsWith('states.'))
      .sort()
      .map((file) => [basename(file, '.json'), goldenShape.parse(readJson(pathOf(folder, file), ''))]),
  );

const goldenContract = z.object({
  schema: z.record(z.string(), z.unknown()),
  examples: z.array(z.object({ stored: storedEvent, message: z.record(z.string(), z.unknown()) })).min(1),
});

/** The schema of a contract when it was recorded, and events with the messages that they were published as. */
export type GoldenContract = z.infer<typeof goldenContract>;

/** The golden file of a contract, in the folder of golden files. */
export const contractFile = (type: string): string => `contracts/${type}.json`;

/** All recorded contracts of an aggregate, by their versioned names. */
export const readContracts = (folder: string): Readonly<Record<string, GoldenContract>> =>
  Object.fromEntries(
    globSync('contracts/*.json', { cwd: pathOf(folder, '.') })
      .sort()
      .map((file) => [basename(file, '.json'), goldenContract.parse(readJson(pathOf(folder, file), ''))]),
  );

/** Writes one golden file, in the layout of the repository. */
export const writeGolden = async (folder: string, file: string, content: unknown): Promise<void> => {
  const filepath = pathOf(folder, file);
  mkdirSync(dirname(filepath), { recursive: true });
  writeFileSync(filepath, await format(JSON.stringify(content), { ...(await resolveConfig(filepath)), filepath }));
};
