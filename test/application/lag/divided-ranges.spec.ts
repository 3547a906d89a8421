import { describe, expect, it } from 'vitest';
import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { FeedRange } from '../../../application/feed/measured-subscriber.ts';
import type { NewestCommits, RangeSample } from '../../../application/lag/newest-commits.ts';
import type { SubscriberLag } from '../../../application/lag/subscriber-lag.ts';
import { run } from '../../../application/system/run.ts';
import { asBob } from '../../support/as-bob.ts';
import { ledger, sheet } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { commands } from '../../support/sheets.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

const noon = Date.parse('2026-05-04T12:00:00.000Z');

type Keys = Pick<RangeSample, 'range' | 'holds'>;

const isLow = (streamId: StreamId): boolean => streamId.startsWith('sheet-low');
const whole: Keys = { range: { from: '', to: 'FF' }, holds: () => true };
const halves: readonly Keys[] = [
  { range: { from: '', to: '7F' }, holds: isLow },
  { range: { from: '7F', to: 'FF' }, holds: (streamId) => !isLow(streamId) },
];

/** A system over a store in memory whose one range is divided and joined by hand. It was measured while it was empty. */
const dividable = async () => {
  let seconds = 0;
  let ranges: readonly Keys[] = [whole];
  const { capabilities } = memoryCapabilities(() => new Date(noon + seconds * 1_000).toISOString());
  const newestCommits: NewestCommits = {
    newest: async (atMost) => {
      const all = (await capabilities.newestCommits.newest(1_000)).flatMap(({ commits }) => commits);
      return ranges.map(({ range, holds }) => ({
        ...{ range, holds },
        commits: all.filter(({ streamId }) => holds(streamId)).slice(0, atMost),
      }));
    },
  };
  const system = run(ledger, { ...capabilities, newestCommits });
  await system.measureLag();
  return {
    ...capabilities,
    divide: () => void (ranges = halves),
    join: () => void (ranges = [whole]),
    open: (entityId: string, second: number) => {
      seconds = second;
      return system.handlerOf(sheet)({
        entityId,
        command: commands.open,
        reach: 'all',
        provenance: asBob(`open ${entityId}`),
      });
    },
    deliver: (name: string) => subscriberOf(system, name).deliver(capabilities.eventStore.feed()),
    rangesOf: async (name: string, second: number): Promise<SubscriberLag['ranges']> => {
      seconds = second;
      return (await system.measureLag()).find(({ subscriber }) => subscriber === name)?.ranges ?? [];
    },
  };
};

describe('The lag over a range that the store divides', () => {
  it('keeps the commit that waits, in the part that has it, also when so many are newer', async () => {
    const { open, divide, rangesOf } = await dividable();
    await open('high-first', 0);
    await rangesOf('sheets', 30);
    for (let index = 0; index < 25; index += 1) await open(`high-${index}`, 40);
    await open('low', 50);
    divide();
    expect(await rangesOf('sheets', 60)).toMatchObject([
      { range: '-7F', behindSeconds: 10, waiting: { streamId: 'sheet-low' } },
      { range: '7F-FF', behindSeconds: 60, waiting: { streamId: 'sheet-high-first' } },
    ]);
    expect(await rangesOf('sheets', 120)).toMatchObject([{ behindSeconds: 70 }, { behindSeconds: 120 }]);
  });

  it('is nothing where all was found before, also for a subscriber whose marks were forgotten since', async () => {
    const { open, divide, rangesOf, deliver, feedMarks } = await dividable();
    await open('high', 0);
    await open('low', 10);
    await deliver('publishing');
    await rangesOf('publishing', 30);
    Object.assign(feedMarks, { passed: async () => undefined });
    divide();
    expect(await rangesOf('publishing', 600)).toMatchObject([{ behindSeconds: 0 }, { behindSeconds: 0 }]);
    await open('high-next', 610);
    expect(await rangesOf('publishing', 620)).toMatchObject([{ behindSeconds: 0 }, { behindSeconds: 10 }]);
  });

  it('goes by the older of what waits in two ranges, once they are joined', async () => {
    const { open, divide, join, rangesOf } = await dividable();
    divide();
    await open('high', 0);
    await open('low', 5);
    await rangesOf('sheets', 30);
    join();
    expect(await rangesOf('sheets', 60)).toMatchObject([
      { range: '-FF', behindSeconds: 60, waiting: { streamId: 'sheet-high' } },
    ]);
  });

  it('takes nothing for found in joined ranges where one of the two was behind', async () => {
    const { open, divide, join, rangesOf, feedMarks } = await dividable();
    divide();
    await open('high', 5);
    await open('low', 10);
    Object.assign(feedMarks, {
      passed: async (_: string, { to }: FeedRange) => (to === '7F' ? noon / 1_000 + 10 : undefined),
    });
    expect(await rangesOf('publishing', 30)).toMatchObject([{ behindSeconds: 0 }, { behindSeconds: 25 }]);
    join();
    expect(await rangesOf('publishing', 60)).toMatchObject([{ behindSeconds: 55 }]);
  });
});
