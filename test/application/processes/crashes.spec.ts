import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitSchema } from '../../../application/streams/commit.ts';
import { worksUntil, type Crash } from '../../support/failing-host.ts';
import { inTurns } from '../../support/in-turns.ts';
import { drain, wishing } from './wishing.ts';

const countsOf = (feed: readonly unknown[]) => {
  const counts = new Map<string, number>();
  for (const { streamId, category, events } of feed.map((document) => commitSchema.parse(document)))
    if (category !== 'granting')
      for (const { type } of events) counts.set(`${streamId} ${type}`, (counts.get(`${streamId} ${type}`) ?? 0) + 1);
  return Object.fromEntries(counts);
};

const granted = {
  'wish-1 WishMade': 1,
  'part-a PartHeld': 1,
  'part-b PartHeld': 1,
  'wish-1 WishGranted': 1,
  'part-a PartUsed': 1,
  'part-b PartUsed': 1,
};

const denied = {
  'wish-1 WishMade': 1,
  'part-a PartHeld': 1,
  'part-b PartHeld': 1,
  'part-a PartFreed': 1,
  'wish-1 WishDenied': 1,
};

/** Runs to its end over a host that crashes at a call; gives whether it came to that call. */
const runWithCrash = async (crash: Crash, isRefused: boolean) => {
  const world = wishing();
  const others = world.newHost();
  if (isRefused) await others.holdPart('b', 'somebody');
  await others.makeWish('1', 'a', 'b');
  const hasCrashed = await worksUntil(crash, (wrap) => {
    const host = world.newHost(wrap);
    return drain(world, (documents) => host.subscriber.deliver(documents));
  });
  const next = world.newHost();
  await drain(world, (documents) => next.subscriber.deliver(documents));
  expect(await world.statusOf('1')).toBe(isRefused ? 'compensated' : 'completed');
  expect(countsOf(world.feed())).toEqual(isRefused ? denied : granted);
  return hasCrashed;
};

describe('A process whose host crashes', () => {
  it.each([
    ['before', false],
    ['after', false],
    ['before', true],
    ['after', true],
  ] as const)(
    '%s any call to the store ends as ever, and nothing is done twice (refused: %s)',
    async (when, isRefused) => {
      let at = 0;
      do at += 1;
      while (await runWithCrash({ at, when }, isRefused));
      expect(at).toBeGreaterThan(8);
    },
  );
});

describe('Two hosts that run a process at once', () => {
  it('do everything once, however their steps interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isRefused) => {
        const world = wishing();
        const others = world.newHost();
        if (isRefused) await others.holdPart('b', 'somebody');
        await others.makeWish('1', 'a', 'b');
        const newHost = () => world.newHost((store) => inTurns(scheduler, store));
        const [one, two] = [newHost(), newHost()];
        const feed = world.feed();
        await scheduler.waitFor(Promise.all([one.subscriber.deliver(feed), two.subscriber.deliver(feed)]));
        await drain(world, (documents) => others.subscriber.deliver(documents));
        expect(await world.statusOf('1')).toBe(isRefused ? 'compensated' : 'completed');
        expect(countsOf(world.feed())).toEqual(isRefused ? denied : granted);
      }),
      { numRuns: 20 },
    );
  });

  it('come to the same end in whatever order the feeds of the streams come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 25, maxLength: 25 }), async (picks) => {
        const world = wishing();
        await world.newHost().makeWish('1', 'a', 'b');
        const hosts = [world.newHost(), world.newHost()];
        const delivered = new Map<string, number>();
        const step = async (pick: number): Promise<void> => {
          const streams = Map.groupBy(world.feed(), (document) => commitSchema.parse(document).streamId);
          const names = [...streams.keys()];
          const name = names[pick % names.length] ?? 'wish-1';
          const commits = streams.get(names.find((each) => each === name) ?? 'wish-1') ?? [];
          const from = delivered.get(name) ?? 0;
          // One host takes the next commit of the stream, as its feed range has it.
          await hosts[pick % 2]?.subscriber.deliver(commits.slice(from, from + 1));
          delivered.set(name, Math.min(commits.length, from + 1));
        };
        for (const pick of picks) await step(pick);
        const last = world.newHost();
        await drain(world, (documents) => last.subscriber.deliver(documents));
        expect(await world.statusOf('1')).toBe('completed');
        expect(countsOf(world.feed())).toEqual(granted);
      }),
      { numRuns: 25 },
    );
  });
});
