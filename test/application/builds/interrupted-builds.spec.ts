import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../../application/unavailable.ts';
import type { HistoryParts } from '../../../application/builds/history-parts.ts';
import { allParked } from '../../support/all-parked.ts';
import { unbuiltSheets, unhurried, watched } from './building.ts';

const byBob = { actor: 'bob' };

/** A process that ends without another word. */
const never = (): Promise<never> => Promise.withResolvers<never>().promise;

/** Fails on one page so many times. */
const failing = (parts: HistoryParts, times: number, error: Error): HistoryParts => {
  let failures = 0;
  return watched(parts, async () => {
    if ((failures += 1) <= times) throw error;
  });
};

describe('a build whose process dies', () => {
  it('is ended by another one, which repeats one page of each part at most', async () => {
    const { processNamed, historyParts, shown, expected, name, time } = await unbuiltSheets();
    let read = 0;
    const dying = watched(historyParts, async (count) => {
      read = count;
      if (count > 12) await never();
    });
    await processNamed('dying', { historyParts: dying }).begin(name, byBob);
    void processNamed('dying', { historyParts: dying }).work(unhurried);
    await expect.poll(() => read).toBe(16);
    let readAgain = 0;
    const counting = watched(historyParts, async (count) => void (readAgain = count));
    const { work, progressOf } = processNamed('next', { historyParts: counting });
    expect(await work({ forMs: 0, partsAtOnce: 1 })).toEqual({ done: 0, released: 0, failed: 0, lost: 0 });
    time.ms += 60_000; // the claims of the dead run out
    await work(unhurried);
    expect(await shown()).toEqual(expected);
    expect(await progressOf(name)).toMatchObject({ state: 'done', commits: 100 });
    const whole = await pagesOf(historyParts);
    expect(12 + readAgain).toBe(whole);
  });

  it('is waited for by the next one, until its claims have run out, and then ended', async () => {
    const { processNamed, historyParts, shown, expected, name, time } = await unbuiltSheets();
    let read = 0;
    const dying = watched(historyParts, async (count) => {
      read = count;
      await never();
    });
    await processNamed('dying').begin(name, byBob);
    void processNamed('dying', { historyParts: dying }).work({ ...unhurried, partsAtOnce: 8 });
    await expect.poll(() => read).toBe(8);
    const begun = time.ms;
    expect(await processNamed('next').work(unhurried)).toMatchObject({ done: 8, lost: 0 });
    expect(time.ms - begun).toBe(60_000);
    expect(await shown()).toEqual(expected);
  });

  it('that was only slow delivers nothing more once another one has its part', async () => {
    const { processNamed, historyParts, buildJobs, name, time } = await unbuiltSheets();
    const slow = Promise.withResolvers<undefined>();
    let read = 0;
    const sleeping = watched(historyParts, async (count) => {
      read = count;
      await slow.promise;
    });
    await processNamed('slow').begin(name, byBob);
    const work = processNamed('slow', { historyParts: sleeping }).work({ ...unhurried, partsAtOnce: 2 });
    await expect.poll(() => read).toBe(2);
    const owners = (await buildJobs.unfinished()).flatMap(({ job }) => job.owner ?? []);
    expect(new Set(owners).size).toBe(2); // also within one process, two claims of the same part differ
    time.ms += 60_000;
    await processNamed('quick').work(unhurried);
    slow.resolve(undefined);
    expect(await work).toEqual({ done: 0, released: 0, failed: 0, lost: 2 });
    expect(read).toBe(2);
    expect(await processNamed('quick').progressOf(name)).toMatchObject({ state: 'done', commits: 100 });
  });
});

describe('several processes', () => {
  it('share the parts of a build, and no page is delivered twice', async () => {
    const { processNamed, historyParts, name, shown, expected } = await unbuiltSheets();
    const read = { one: 0, two: 0 };
    const one = processNamed('one', { historyParts: watched(historyParts, async (count) => void (read.one = count)) });
    const two = processNamed('two', { historyParts: watched(historyParts, async (count) => void (read.two = count)) });
    await one.begin(name, byBob);
    const limits = { ...unhurried, partsAtOnce: 2 };
    const [first, second] = await Promise.all([one.work(limits), two.work(limits)]);
    expect(first.done + second.done).toBe(8);
    expect(Math.min(read.one, read.two)).toBeGreaterThan(0);
    expect(read.one + read.two).toBe(await pagesOf(historyParts));
    expect(await shown()).toEqual(expected);
  });

  it('work in slices, each of which ends behind a page', async () => {
    const { processNamed, name, shown, expected } = await unbuiltSheets();
    const { begin, work, progressOf } = processNamed('one');
    await begin(name, byBob);
    expect(await work({ forMs: 0, partsAtOnce: 1 })).toEqual({ done: 0, released: 0, failed: 0, lost: 0 });
    for (let slice = 0; (await progressOf(name))?.state !== 'done'; slice += 1) {
      if (slice > 100) throw new Error('It does not end.');
      await work({ forMs: 1, partsAtOnce: 1 });
    }
    expect(await shown()).toEqual(expected);
  });
});

describe('a page that takes long', () => {
  it('is followed by smaller ones, so that no claim runs out before its place is saved; and they grow again', async () => {
    const { processNamed, historyParts, name, time, shown, expected } = await unbuiltSheets();
    const sizes: number[] = [];
    const slow: HistoryParts = {
      ...historyParts,
      async *pages(part, reading) {
        sizes.push(reading.pageSize);
        for await (const page of watched(historyParts, async () => undefined).pages(part, reading)) {
          if (sizes.length < 4) time.ms += 20_000;
          yield page;
        }
      },
    };
    await processNamed('one').begin(name, byBob);
    expect(await processNamed('one', { historyParts: slow }).work({ ...unhurried, partsAtOnce: 1 })).toMatchObject({
      ...{ done: 8, lost: 0 },
    });
    expect(sizes.slice(0, 5)).toEqual([1_000, 500, 250, 125, 250]);
    expect(await shown()).toEqual(expected);
  });
});

describe('a part that fails', () => {
  it('says why, is tried again after growing rests, and keeps no other part from its end', async () => {
    const { processNamed, historyParts, name, shown, expected, time } = await unbuiltSheets();
    const failed = processNamed('one', { historyParts: failing(historyParts, 5, new Error('no ink')) });
    await failed.begin(name, byBob);
    expect(await failed.work({ ...unhurried, partsAtOnce: 1 })).toMatchObject({ done: 8, failed: 5 });
    expect(await shown()).toEqual(expected);
    expect(time.ms).toBeGreaterThan(0);
    expect(await failed.progressOf(name)).toMatchObject({ state: 'done', errors: [] });
  });

  it('waits for an operator after twenty failures in a row, with its error', async () => {
    const { processNamed, historyParts, name, shown, expected } = await unbuiltSheets();
    const broken = processNamed('one', { historyParts: failing(historyParts, Infinity, new Error('no ink')) });
    await broken.begin(name, byBob);
    expect(await broken.work({ ...unhurried, partsAtOnce: 1 })).toMatchObject({ failed: 160 });
    const progress = await broken.progressOf(name);
    expect(progress).toMatchObject({ state: 'failed', commits: 0 });
    expect(progress?.errors).toHaveLength(8);
    expect(progress?.errors[0]).toContain('no ink');
    const repaired = processNamed('two');
    expect(await repaired.begin(name, byBob)).toMatchObject({ outcome: 'continued' });
    await repaired.work(unhurried);
    expect(await shown()).toEqual(expected);
  });

  it('is looked for once for all who wait, and no sooner than it may be tried again', async () => {
    const { processNamed, historyParts, buildJobs, name, time } = await unbuiltSheets();
    const away = failing(historyParts, Infinity, new Unavailable('429'));
    let looks = 0;
    const counted = {
      ...buildJobs,
      unfinished: () => {
        looks += 1;
        return buildJobs.unfinished();
      },
    };
    const { begin, work } = processNamed('one', { historyParts: away, buildJobs: counted });
    await begin(name, byBob);
    await work({ forMs: 600_000, partsAtOnce: 8 });
    expect(time.ms).toBe(600_000);
    // Growing rests of up to a minute, looked at every 15 seconds; each of the eight lanes looks again after a failure.
    expect(looks).toBeLessThan(200);
  });

  it('waits out an outage, however long it lasts', async () => {
    const { processNamed, historyParts, name, shown, expected, time } = await unbuiltSheets();
    const away = failing(historyParts, 400, new Unavailable('429'));
    const { begin, work } = processNamed('one', { historyParts: away });
    await begin(name, byBob);
    await work({ ...unhurried, forMs: 100_000_000 });
    expect(await shown()).toEqual(expected);
    expect(time.ms).toBeGreaterThan(1_000_000);
  });

  it('goes on without a stream that cannot be read, which is parked', async () => {
    const { processNamed, name, appendUnknownEvent, parkingLot, shown, expected } = await unbuiltSheets();
    await appendUnknownEvent('7');
    const { begin, work, progressOf } = processNamed('one');
    await begin(name, byBob);
    await work(unhurried);
    expect((await allParked(parkingLot, name)).map(({ streamId }) => streamId)).toEqual(['sheet-7']);
    const progress = await progressOf(name);
    expect(progress).toMatchObject({ state: 'done', commits: 101 });
    expect(progress?.parked).toBeGreaterThan(0);
    expect((await shown()).filter((_, sheet) => sheet !== 7)).toEqual(expected.filter((_, sheet) => sheet !== 7));
  });
});

const pagesOf = async (parts: HistoryParts): Promise<number> => {
  let pages = 0;
  for (const part of await parts.split(8))
    for await (const page of parts.pages(part, { from: undefined, pageSize: 3 }))
      pages += Math.min(1, page.documents.length);
  return pages;
};
