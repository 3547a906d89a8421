import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryReadModel, inMemoryViewRegistry } from '../../../adapters/memory/index.ts';
import { shapeOf } from '../../../adapters/read-model-shape.ts';
import { followedDocuments } from '../../../application/generations/followed-documents.ts';
import { knownForMs, liveGenerations, settlingMs } from '../../../application/generations/live-generations.ts';
import type { Projected, ReadModel } from '../../../application/views/read-model.ts';
import { inTurns } from '../../support/in-turns.ts';
import { sheetsById, type SheetView } from '../../support/ledger/index.ts';

const key = { id: '1', partition: '1' };
const versions = 15;

const documentAt = (version: number): Projected<SheetView> => ({
  version,
  view: { ...{ sheetId: '1', ownerId: 'bob', status: 'open', rows: [], openedAt: '2026-05-01' }, total: version },
});

/** Every version comes to a generation after the one before, whenever the scheduler lets it. */
const feedInto = async (scheduler: fc.Scheduler, { save }: ReadModel<SheetView>): Promise<void> => {
  let etag: string | undefined;
  for (let version = 1; version <= versions; version += 1) {
    await scheduler.schedule(Promise.resolve());
    const saved = await save(key, documentAt(version), etag);
    if (saved === 'conflict') throw new Error('Nobody else saves.');
    ({ etag } = saved);
  }
};

interface Plan {
  readonly steps: readonly number[];
  readonly switches: readonly number[];
}

/** One reader asks three processes in turn, while both generations are fed and operators switch there and back. */
const follow = async (scheduler: fc.Scheduler, { steps, switches }: Plan): Promise<readonly number[]> => {
  let time = 0;
  const now = () => time;
  const clock = () => new Date(Date.parse('2026-05-04T10:00:00Z') + time).toISOString();
  const registry = inMemoryViewRegistry();
  const stores = [1, 2].map((generation) => ({ generation, documents: inMemoryReadModel(shapeOf(sheetsById)) }));
  const patience = () => ({
    within: <Result>(work: Promise<Result>) => work,
    pause: () => scheduler.schedule(Promise.resolve(true)),
  });
  const processes = [1, 2, 3].map(() =>
    followedDocuments<SheetView>(
      'sheets',
      stores.map(({ generation, documents }) => ({ generation, readable: inTurns(scheduler, documents) })),
      { live: liveGenerations({ registry: inTurns(scheduler, registry), now, clock }), patience },
    ),
  );
  const seen: number[] = [];
  const poll = async (): Promise<void> => {
    for (const [index, step] of steps.entries()) {
      await scheduler.schedule(Promise.resolve());
      if (switches.includes(index)) {
        const found = await registry.find('sheets');
        const live = found?.registered.live === 2 ? 1 : 2;
        const asked = { switchedBy: 'olga', reason: 'it is built', switchedAt: clock() };
        await registry.save({ name: 'sheets', live, previous: 3 - live, ...asked }, found?.etag);
      }
      seen.push((await processes[step % 3]?.find(key))?.version ?? 0);
      time += step;
    }
  };
  const all = Promise.all([...stores.map(({ documents }) => feedInto(scheduler, documents)), poll()]);
  await scheduler.waitFor(all);
  return seen;
};

describe('A reader who asks one instance after the other', () => {
  it('never sees an older version than before, nor nothing again, while operators switch there and back', async () => {
    const plan = fc.record({
      steps: fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 20, maxLength: 60 }),
      switches: fc.uniqueArray(fc.nat(40), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plan, async (scheduler, asked) => {
        const seen = await follow(scheduler, asked);
        expect(seen).toEqual(seen.toSorted((one, other) => one - other));
      }),
      { numRuns: 200 },
    );
  });

  it('is answered from both generations for longer than any instance can miss a switch', () => {
    expect(settlingMs).toBeGreaterThanOrEqual(3 * knownForMs);
  });
});
