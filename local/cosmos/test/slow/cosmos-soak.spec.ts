import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomNumbers, seed } from '@annal/local-server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMortalServer, type MortalServer } from './cosmos-soak/mortal-server.ts';
import { startProgress } from './cosmos-soak/progress.ts';
import { readOnce, startReader, type Reader } from './cosmos-soak/reader.ts';
import { startWriter, type Commit } from './cosmos-soak/writer.ts';

const random = randomNumbers(seed);
const deaths = 3;
const suddenDeaths = 12;
const writersAtOnce = 6;
const keysOfEach = 5;

let folder: string;
let server: MortalServer;
let readers: readonly Reader[];
let acknowledged: ReadonlyMap<string, number>;
const progress = startProgress();

beforeAll(async () => {
  console.log(`ANNAL_SOAK_SEED=${seed}`);
  folder = mkdtempSync(join(tmpdir(), 'soak-'));
  server = await startMortalServer(folder);
});
afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true });
});

describe('Writers, a reader for each range, splits, and a server that is killed again and again', () => {
  beforeAll(soak, 280_000);

  it('kept writing all the time, on every key', () => {
    expect(acknowledged.size).toBe(writersAtOnce * keysOfEach);
    expect(Math.min(...acknowledged.values())).toBeGreaterThan(0);
  });

  it('lost nothing that was acknowledged, and made nothing up', async () => {
    const query = 'SELECT c.key, c.version FROM c';
    const { resources } = await server.use(({ items }) => items.query<Commit>(query).fetchAll());
    expect(
      versionsOf(
        resources.map(({ key, version }) => `${key}/${version}`),
        'sorted',
      ),
    ).toEqual(everyVersion());
  });

  it('repeated nothing within a chain of positions, and gave every version of a key in order', () => {
    expect(versionsOf(readers.flatMap(({ seen }) => seen))).toEqual(everyVersion());
  });

  it('left every key in one range, where whoever begins now gets every version of it in order', async () => {
    const ranges = await server.use((container) => container.getFeedRanges());
    expect(ranges.length).toBeGreaterThan(deaths);
    const found = await Promise.all(ranges.map((range) => readOnce(server, range)));
    const keys = found.map((seen) => Object.keys(versionsOf(seen)));
    expect(keys.flat().toSorted()).toEqual([...acknowledged.keys()].toSorted());
    expect(versionsOf(found.flat())).toEqual(everyVersion());
  });
});

/** What everybody who takes part asks, again and again. */
const stopped = { writers: false, readers: false };

async function soak(): Promise<void> {
  const ranges = await server.use((container) => container.getFeedRanges());
  readers = ranges.map((range) => startReader(server, range, () => stopped.readers));
  const writers = Array.from({ length: writersAtOnce }, (_, writer) => {
    const keys = Array.from({ length: keysOfEach }, (__, n) => `writer-${writer}-key-${n}`);
    return startWriter(server, keys, randomNumbers(seed + writer), { isStopped: () => stopped.writers, progress });
  });
  const allWriters = Promise.all(writers.map(({ finished }) => finished));
  const allReaders = Promise.all(readers.map(({ finished }) => finished));
  try {
    await Promise.race([allWriters, allReaders, killAgainAndAgain()]);
    stopped.writers = true;
    await allWriters;
  } finally {
    stopped.writers = true;
    stopped.readers = true;
  }
  await allReaders;
  acknowledged = new Map(writers.flatMap((writer) => [...writer.acknowledged]));
}

async function killAgainAndAgain(): Promise<void> {
  for (let death = 0; death < deaths && !stopped.writers; death += 1) {
    await progress.more(1000 + random(1000));
    await server.split();
    await progress.more(1000 + random(1000));
    await server.killAndRestart();
  }
  // Killed in the same instant in which an answer comes: what was answered must be there already.
  for (let death = 0; death < suddenDeaths && !stopped.writers; death += 1) {
    await progress.more(50 + random(100));
    await server.killAndRestart();
  }
  await progress.more(1000);
}

/** The versions of each key, in the order in which they are listed. */
function versionsOf(names: readonly string[], order: 'as listed' | 'sorted' = 'as listed'): Record<string, number[]> {
  const versions: Record<string, number[]> = {};
  for (const name of names) {
    const [key = '', version] = name.split('/');
    (versions[key] ??= []).push(Number(version));
  }
  if (order === 'sorted') for (const list of Object.values(versions)) list.sort((one, other) => one - other);
  return versions;
}

function everyVersion(): Record<string, number[]> {
  return Object.fromEntries(
    [...acknowledged].map(([key, count]) => [key, Array.from({ length: count }, (_, n) => n + 1)]),
  );
}
