import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryDeadlineSweeps } from '../../../adapters/memory/index.ts';
import { UnknownContinuation } from '../../../application/paging.ts';
import type { DueProcess, ListDue } from '../../../application/processes/deadlines/due-processes.ts';
import { fireDeadlines } from '../../../application/processes/deadlines/fire-deadlines.ts';

const noon = Date.parse('2026-05-04T12:00:00.000Z');
const momentAt = (seconds: number): string => new Date(noon + seconds * 1_000).toISOString();

interface Due extends DueProcess {
  readonly shard: string;
}

const due = (shard: string, id: string, seconds: number): Due => ({
  ...{ shard, process: 'queueing', id, version: 3, dueAt: momentAt(seconds), correlationId: 'case-7' },
});

/** Due processes in memory, listed as the view lists them; what is noticed leaves the list. */
const sweeping = ({ failing = [] as readonly string[], shards = ['0'] as readonly string[] } = {}) => {
  const listed = new Map<string, Due>();
  const tried: string[] = [];
  const sweeps = inMemoryDeadlineSweeps();
  const clock = { seconds: 0, ms: 0, msForEach: 0 };
  const listDue: ListDue = async ({ shard, before, limit, continuation }) => {
    if (continuation !== undefined && !continuation.startsWith(`${before} `))
      throw new UnknownContinuation('It is of another list.');
    const behind = continuation?.slice(before.length + 1) ?? '';
    const placeOf = ({ dueAt, id }: Due): string => `${dueAt} ${id}`;
    const fitting = [...listed.values()]
      .filter((each) => each.shard === shard && each.dueAt < before && placeOf(each) > behind)
      .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    const items = fitting.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(fitting.length > items.length && last && { continuation: `${before} ${placeOf(last)}` }) };
  };
  const fire = fireDeadlines({
    ...{ shards, names: ['queueing'], sweeps, listDue },
    clock: () => momentAt(clock.seconds),
    now: () => clock.ms,
    notice: async ({ id }) => {
      tried.push(id);
      clock.ms += clock.msForEach;
      if (failing.includes(id)) throw new Error('broken');
      listed.delete(id);
      return 'noticed';
    },
  });
  return {
    fire,
    tried,
    sweeps,
    clock,
    add: (...all: readonly Due[]) => all.forEach((each) => listed.set(each.id, each)),
  };
};

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `i${1_000 + index}`);

describe('A run that fires deadlines', () => {
  it('tries what is due for the longest first, and nothing that is not due', async () => {
    const world = sweeping();
    world.add(due('0', 'b', -5), due('0', 'c', -1), due('0', 'a', -9), due('0', 'later', 1));
    expect(await world.fire({ forMs: 1_000, mostPerShard: 10 })).toEqual({
      processes: [{ process: 'queueing', noticed: 3, settled: 0, failed: 0, lateSeconds: 9 }],
      unfinished: 0,
    });
    expect(world.tried).toEqual(['a', 'b', 'c']);
    expect(await world.sweeps.read()).toEqual({});
  });

  it('tells of each kind of process how it went, also where nothing was due', async () => {
    expect((await sweeping().fire({ forMs: 1_000, mostPerShard: 10 })).processes).toEqual([
      { process: 'queueing', noticed: 0, settled: 0, failed: 0, lateSeconds: 0 },
    ]);
    const failing = sweeping({ failing: ['a'] });
    failing.add(due('0', 'a', -90), due('0', 'b', -1));
    expect((await failing.fire({ forMs: 1_000, mostPerShard: 10 })).processes).toEqual([
      { process: 'queueing', noticed: 1, settled: 0, failed: 1, failure: 'queueing-a: Error: broken', lateSeconds: 90 },
    ]);
  });

  it('stops when it has tried its most, and the next one goes on there', async () => {
    const failing = ids(120);
    const world = sweeping({ failing });
    world.add(...failing.map((id) => due('0', id, -100)), due('0', 'healthy', -1));
    expect(await world.fire({ forMs: 1_000, mostPerShard: 70 })).toMatchObject({ unfinished: 1 });
    expect(world.tried).toEqual(failing.slice(0, 70));
    world.clock.seconds = 60;
    expect(await world.fire({ forMs: 1_000, mostPerShard: 70 })).toMatchObject({ unfinished: 0 });
    expect(world.tried.slice(70)).toEqual([...failing.slice(70), 'healthy']);
  });

  it('stops when its time is up, at the end of a page', async () => {
    const failing = ids(120);
    const world = sweeping({ failing });
    world.clock.msForEach = 10;
    world.add(...failing.map((id) => due('0', id, -100)));
    await world.fire({ forMs: 900, mostPerShard: 1_000 });
    expect(world.tried).toEqual(failing.slice(0, 100));
    await world.fire({ forMs: 900, mostPerShard: 1_000 });
    expect(world.tried.slice(100)).toEqual(failing.slice(100));
  });

  it('begins anew where the place that was kept is one of another list', async () => {
    const world = sweeping();
    world.add(due('0', 'a', -9));
    await world.sweeps.save({ 0: { before: momentAt(0), continuation: 'of a former generation' } });
    await world.fire({ forMs: 1_000, mostPerShard: 10 });
    expect(world.tried).toEqual(['a']);
    expect(await world.sweeps.read()).toEqual({});
  });

  it('keeps nobody waiting for longer than it takes to try all others once, whoever fails, in whichever shard', async () => {
    const dues = fc.array(
      fc.record({ shard: fc.constantFrom('0', '1'), seconds: fc.integer({ min: -50, max: -1 }), fails: fc.boolean() }),
      { minLength: 1, maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(dues, fc.integer({ min: 1, max: 20 }), async (all, mostPerShard) => {
        const named = all.map((each, index) => ({ ...each, id: `i${index}` }));
        const world = sweeping({ shards: ['0', '1'], failing: named.filter(({ fails }) => fails).map(({ id }) => id) });
        world.add(...named.map(({ shard, id, seconds }) => due(shard, id, seconds)));
        const most = Math.max(...['0', '1'].map((shard) => named.filter((each) => each.shard === shard).length));
        for (let run = 0; run < Math.ceil(most / mostPerShard); run += 1) {
          world.clock.seconds += 60;
          await world.fire({ forMs: 1_000, mostPerShard });
        }
        expect(named.map(({ id }) => id).filter((id) => !world.tried.includes(id))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
