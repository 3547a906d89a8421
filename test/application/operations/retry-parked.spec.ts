import { describe, expect, it } from 'vitest';
import { BrokerUnavailable } from '../../../application/messages/message-bus.ts';
import { replayStream } from '../../../application/operations/replay.ts';
import type { RetryStreams } from '../../../application/operations/retry-by-itself.ts';
import { retryFailing } from '../../../application/operations/retry-failing.ts';
import { retryOlderBuilds } from '../../../application/operations/retry-older-builds.ts';
import { parkedStreams, retryStreams } from '../../../application/operations/retry-parked.ts';
import { reportOf } from '../../../application/feed/deliver-by-stream.ts';
import { parkedWorld } from '../feed/parked-world.ts';

const streams = (count: number) => Array.from({ length: count }, (_, index) => `sheet-${index}`);

/** A replay that cannot deliver these streams, and what was tried. */
const replaying = (...cannot: readonly string[]) => {
  const tried: string[] = [];
  const replay = async (_: string, streamId: string) => {
    tried.push(streamId);
    return reportOf([cannot.includes(streamId) ? 'parked' : 'applied']);
  };
  return { tried, replay };
};

describe('A retry of several parked streams', () => {
  it('tries one, then ten, then all others', async () => {
    const { tried, replay } = replaying();
    expect(await retryStreams(replay, 'sheets', streams(100))).toEqual({ released: 100, parked: 0, untried: 0 });
    expect(tried.toSorted()).toEqual(streams(100).toSorted());
  });

  it('leaves all others as they are when the first one still cannot be taken', async () => {
    const { tried, replay } = replaying('sheet-0');
    expect(await retryStreams(replay, 'sheets', streams(100))).toEqual({ released: 0, parked: 1, untried: 99 });
    expect(tried).toEqual(['sheet-0']);
  });

  it('leaves all others as they are when one of the next ten still cannot be taken', async () => {
    const { tried, replay } = replaying('sheet-10');
    expect(await retryStreams(replay, 'sheets', streams(100))).toEqual({ released: 10, parked: 1, untried: 89 });
    expect(tried).toHaveLength(11);
  });

  it('goes on to the end when one behind the first eleven cannot be taken', async () => {
    const { replay } = replaying('sheet-11', 'sheet-99');
    expect(await retryStreams(replay, 'sheets', streams(100))).toEqual({ released: 98, parked: 2, untried: 0 });
  });

  it('tries no more than a thousand in one call', async () => {
    const { replay } = replaying();
    expect(await retryStreams(replay, 'sheets', streams(1_200))).toEqual({ released: 1_000, parked: 0, untried: 200 });
    expect(await retryStreams(replay, 'sheets', [])).toEqual({ released: 0, parked: 0, untried: 0 });
  });

  it('throws when a service cannot be used', async () => {
    const down = () => Promise.reject(new BrokerUnavailable('down'));
    await expect(retryStreams(down, 'publishing', streams(3))).rejects.toThrow('down');
  });

  it('is of those that were parked for a reason, where one is given', async () => {
    const world = await parkedWorld(0);
    for (const sheet of ['1', '2']) await world.appendUnknownEvent(sheet);
    await world.process().deliver([...world.feed(), { streamId: 'sheet-3' }]);
    const meant = (containing?: string) =>
      parkedStreams(world.parkingLot, { subscriber: 'sheets', ...(containing !== undefined && { containing }) });
    expect(await meant('SheetTeleported')).toEqual(['sheet-1', 'sheet-2']);
    expect(await meant()).toEqual(['sheet-1', 'sheet-2', 'sheet-3']);
    expect(await meant('nothing like it')).toEqual([]);
  });
});

describe('What another build has parked', () => {
  /** Twenty sheets that one build cannot fold; and the retries of other builds, by the sheets that they cannot fold. */
  const released = async () => {
    const world = await parkedWorld(21);
    const broken = (sheet: string) => {
      if (sheet !== '0') throw new TypeError('rows is not iterable');
    };
    await world.follow(() => world.process({ fold: broken }), world.feed());
    const folded: string[] = [];
    const byBuild = (build: string | undefined, cannot = false, mostReplays = Infinity) => {
      let left = mostReplays;
      const fold = (sheet: string) => {
        folded.push(sheet);
        if (cannot) throw new TypeError('still not iterable');
      };
      const subscribers = [world.process({ fold, build: build ?? 'none' })];
      const replayOne = replayStream({ ...world, subscribers });
      const replay: typeof replayOne = async (...place) => {
        if ((left -= 1) < 0) throw new Error('the instance is gone');
        return replayOne(...place);
      };
      const retry: RetryStreams = (...place) => retryStreams(replay, ...place);
      return retryOlderBuilds({ parkingLot: world.parkingLot, retry, subscribers, build });
    };
    return { ...world, folded, byBuild };
  };

  it('is retried by the next one, and released when it is taken', async () => {
    const { byBuild, parked, sheets } = await released();
    expect(await parked()).toHaveLength(20);
    expect(await byBuild('build-1')()).toEqual([]);
    expect(await byBuild('build-2')()).toEqual([{ subscriber: 'sheets', released: 20, parked: 0, untried: 0 }]);
    expect(await parked()).toEqual([]);
    expect((await sheets.list({ limit: 100 })).items).toHaveLength(21);
  });

  it('is retried once by it, one stream a run while none can be taken', async () => {
    const { byBuild, parked, folded } = await released();
    const retry = byBuild('build-2', true);
    for (let run = 1; run <= 25; run += 1) await retry();
    expect(folded).toHaveLength(20);
    expect(new Set(folded).size).toBe(20);
    const all = await parked();
    expect(all.map(({ build, tries }) => [build, tries])).toEqual(all.map(() => ['build-2', 4]));
    expect(all[0]?.reason).toContain('still not iterable');
  });

  it('is gone on with after a crash in between, by any instance', async () => {
    const { byBuild, parked } = await released();
    await expect(byBuild('build-2', false, 5)()).rejects.toThrow('the instance is gone');
    expect(await parked()).toHaveLength(15);
    await byBuild('build-2')();
    expect(await parked()).toEqual([]);
  });

  it('comes to the same when two instances retry it at the same time', async () => {
    const { byBuild, parked, sheets } = await released();
    await Promise.all([byBuild('build-2')(), byBuild('build-2')()]);
    expect(await parked()).toEqual([]);
    expect((await sheets.list({ limit: 100 })).items).toHaveLength(21);
  });

  it('waits for an operator where the code has no build', async () => {
    const { byBuild, parked } = await released();
    expect(await byBuild(undefined)()).toEqual([]);
    expect(await parked()).toHaveLength(20);
  });
});

describe('What was parked because it kept failing', () => {
  /** Three sheets, two of which cannot be folded for a while, or for good; and the retry that comes each minute. */
  const failing = async (isOver: (sheet: string, minutes: number) => boolean) => {
    const world = await parkedWorld(3);
    const begun = world.time.ms;
    const tried: (readonly [sheet: string, minutes: number])[] = [];
    const minutes = () => Math.floor((world.time.ms - begun) / 60_000);
    const fold = (sheet: string) => {
      tried.push([sheet, minutes()]);
      if (sheet !== '0' && !isOver(sheet, minutes())) throw new TypeError('not now');
    };
    const subscribers = [world.process({ fold })];
    await world.follow(() => world.process({ fold }), world.feed());
    tried.length = 0;
    const replay = replayStream({ ...world, subscribers });
    const retry = retryFailing({ ...world, retry: (...place) => retryStreams(replay, ...place), subscribers });
    const afterMinutes = async (count: number): Promise<void> => {
      for (let minute = 0; minute < count; minute += 1) {
        world.time.ms += 60_000;
        await retry();
      }
    };
    return { ...world, tried, afterMinutes };
  };

  it('goes on without an operator once it can be taken, by the build that has parked it', async () => {
    const { afterMinutes, parked, sheets } = await failing((_, minutes) => minutes >= 3);
    expect(await parked()).toHaveLength(2);
    await afterMinutes(8);
    expect(await parked()).toEqual([]);
    expect((await sheets.list({ limit: 10 })).items).toHaveLength(3);
  });

  it('is not kept waiting by another one that can never be taken', async () => {
    const { afterMinutes, parked } = await failing((sheet) => sheet === '2');
    await afterMinutes(8);
    expect(await parked()).toMatchObject([{ streamId: 'sheet-1' }]);
  });

  it('is retried some times within an hour, and then waits for an operator or better code', async () => {
    const { afterMinutes, tried, parked } = await failing(() => false);
    await afterMinutes(24 * 60);
    for (const sheet of ['1', '2']) {
      const times = tried.filter(([each]) => each === sheet).map(([, minutes]) => minutes);
      expect(times.length).toBeGreaterThanOrEqual(5);
      expect(times.length).toBeLessThanOrEqual(7);
      expect(Math.max(...times)).toBeLessThanOrEqual(61);
    }
    expect(await parked()).toHaveLength(2);
  });

  it('is not what can never be read: that is retried by another build only', async () => {
    const world = await parkedWorld(1);
    await world.appendUnknownEvent('0');
    await world.process().deliver(world.feed());
    world.time.ms += 10 * 60_000;
    const retry = () => expect.fail('It was retried.');
    expect(await retryFailing({ ...world, retry, subscribers: [world.process()] })()).toEqual([]);
  });
});
