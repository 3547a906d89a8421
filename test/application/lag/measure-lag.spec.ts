import { describe, expect, it } from 'vitest';
import type { FeedMarks } from '../../../application/feed/feed-marks.ts';
import { ageOf, behindSecondsOf } from '../../../application/lag/subscriber-lag.ts';
import { run } from '../../../application/system/run.ts';
import { asBob } from '../../support/as-bob.ts';
import { everySubscriberOf } from '../../support/every-subscriber-of.ts';
import { ledger, sheet } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { commands } from '../../support/sheets.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

const noon = Date.parse('2026-05-04T12:00:00.000Z');

/** A system over memory whose clock is moved by hand, and whose feed is delivered by hand. Nothing was measured yet. */
const neverMeasured = (marks: Partial<FeedMarks> = {}) => {
  let seconds = 0;
  const clock = () => new Date(noon + seconds * 1_000).toISOString();
  const { capabilities } = memoryCapabilities(clock);
  const stores = { ...capabilities, feedMarks: { ...capabilities.feedMarks, ...marks } };
  const system = run(ledger, stores);
  const at = (second: number) => (seconds = second);
  return {
    ...stores,
    system,
    at,
    open: (entityId: string, second: number) => {
      at(second);
      return system.handlerOf(sheet)({
        entityId,
        command: commands.open,
        reach: 'all',
        provenance: asBob(`open ${entityId}`),
      });
    },
    deliver: (name: string) => subscriberOf(system, name).deliver(capabilities.eventStore.feed()),
    /** How late each subscriber is, in seconds; after a measurement at this second. */
    lags: async (second: number) => {
      at(second);
      const lags = await system.measureLag();
      return Object.fromEntries(lags.map((lag) => [lag.subscriber, behindSecondsOf(lag)]));
    },
  };
};

/** The same, measured while it was empty: as a new system is, within its first minute. */
const atNoon = async (marks: Partial<FeedMarks> = {}) => {
  const started = neverMeasured(marks);
  await started.lags(0);
  return started;
};

/** All that the ledger's subscribers should do about a sheet. People have nothing to do with sheets. */
const concerned = ['sheets', 'sheets-by-owner', 'publishing', 'archive', 'erasure'];
const onlyLate = (seconds: number, ...names: readonly string[]) =>
  Object.fromEntries(everySubscriberOf(ledger).map((name) => [name, names.includes(name) ? seconds : 0]));

describe('The lag of a subscriber', () => {
  it('is nothing where nothing was written', async () => {
    expect(await (await atNoon()).lags(60)).toEqual(onlyLate(0));
  });

  it('grows with the age of a commit that it was never given', async () => {
    const { open, lags } = await atNoon();
    await open('1', 0);
    expect(await lags(60)).toMatchObject(Object.fromEntries(concerned.map((name) => [name, 60])));
    expect((await lags(120))['people']).toBe(0);
  });

  it('ends with the effect, for each subscriber by itself', async () => {
    const { open, lags, deliver } = await atNoon();
    await open('1', 0);
    for (const name of everySubscriberOf(ledger).filter((each) => each !== 'sheets')) await deliver(name);
    expect(await lags(60)).toEqual(onlyLate(60, 'sheets'));
    await deliver('sheets');
    expect(await lags(120)).toEqual(onlyLate(0));
  });

  it('goes by the oldest commit that waits, also when so many are newer that it is no longer looked at', async () => {
    const { open, lags } = await atNoon();
    await open('first', 0);
    expect((await lags(30))['sheets']).toBe(30);
    for (let index = 0; index < 25; index += 1) await open(`later-${index}`, 40);
    expect((await lags(180))['sheets']).toBe(180);
  });

  it('is the same where nothing was written since all was found, and nothing is asked', async () => {
    const { open, lags, deliver, feedMarks } = await atNoon();
    await open('1', 0);
    for (const name of everySubscriberOf(ledger)) await deliver(name);
    await lags(60);
    const lost: Partial<FeedMarks> = { passed: () => Promise.reject(new Error('asked')) };
    Object.assign(feedMarks, lost);
    expect(await lags(120)).toEqual(onlyLate(0));
  });

  it('is noted for every stream of a batch, as the range that they share may be divided before the next one', async () => {
    const noted = new Set<string>();
    const { open, deliver } = await atNoon({
      note: async (name, ...marks) => {
        for (const { streamId, writtenAt } of marks) noted.add(`${name} ${streamId} ${writtenAt - noon / 1_000}`);
      },
    });
    await open('1', 10);
    await open('2', 20);
    await deliver('publishing');
    expect([...noted]).toEqual(['publishing sheet-1 10', 'publishing sheet-2 20']);
  });

  it('leaves out a parked stream, and counts it', async () => {
    const { open, system, at, parkingLot, deliver } = await atNoon();
    await open('1', 0);
    await open('2', 1);
    const parked = { subscriber: 'sheets', streamId: 'sheet-1', document: {}, reason: 'broken' };
    await parkingLot.park({ ...parked, parkedAt: new Date(noon).toISOString() });
    at(60);
    const lagOfSheets = async () => (await system.measureLag()).find(({ subscriber }) => subscriber === 'sheets');
    expect((await lagOfSheets())?.ranges).toMatchObject([{ behindSeconds: 59, parked: 1, sampled: 2 }]);
    await deliver('sheets');
    expect((await lagOfSheets())?.ranges).toMatchObject([{ behindSeconds: 0, parked: 0 }]);
  });

  it('is reported for others when one cannot be measured, whose report stays old', async () => {
    const { open, lags, lagReports } = await atNoon({
      passed: async (name) => {
        if (name === 'archive') throw new Error('unreadable');
        return undefined;
      },
    });
    await open('1', 10);
    await expect(lags(60)).rejects.toThrow('unreadable');
    const reports = await lagReports.list();
    const reportOf = (name: string) => reports.find(({ subscriber }) => subscriber === name);
    expect(reportOf('publishing')?.ranges).toMatchObject([{ behindSeconds: 50 }]);
    expect(reportOf('archive')?.checkedAt).toBe(new Date(noon).toISOString());
  });

  it('says since when the subscriber is near the store, as long as it is and somebody measures', async () => {
    const { open, deliver, lags, lagReports } = await atNoon();
    const nearSince = async (second: number) => {
      await lags(second);
      const near = (await lagReports.list()).find(({ subscriber }) => subscriber === 'sheets')?.nearSince;
      return near === undefined ? undefined : (Date.parse(near) - noon) / 1_000;
    };
    expect(await nearSince(60)).toBe(0);
    await open('1', 111);
    expect(await nearSince(120)).toBe(0); // nine seconds are no time
    expect(await nearSince(180)).toBeUndefined();
    await deliver('sheets');
    expect(await nearSince(240)).toBe(240);
    expect(await nearSince(390)).toBe(240);
    expect(await nearSince(541)).toBe(541); // who knows what was meanwhile
  });

  it('makes what it says older while nobody measures', () => {
    const lag = { subscriber: 'sheets', checkedAt: new Date(noon).toISOString(), ranges: [] };
    expect(ageOf(lag, new Date(noon + 600_000).toISOString())).toBe(600);
  });
});

describe('A subscriber that is measured by marks', () => {
  it('is not current because of a replay of one stream', async () => {
    const { open, lags, system, storedHistory } = await atNoon();
    await open('1', 0);
    await open('2', 5);
    await subscriberOf(system, 'publishing').deliver(await storedHistory.ofStream('sheet-2'), 'replay');
    expect((await lags(60))['publishing']).toBe(60);
  });

  it('is not current because of a batch that failed', async () => {
    const { open, lags, bus, deliver } = await atNoon();
    await open('1', 0);
    Object.assign(bus, { send: () => Promise.reject(new Error('down')) });
    await expect(deliver('publishing')).rejects.toThrow('down');
    expect((await lags(60))['publishing']).toBe(60);
  });

  it('may skip what it might skip before', async () => {
    const { subscribers } = (await atNoon()).system;
    expect(subscribers.filter(({ maySkip }) => maySkip === true).map(({ name }) => name)).toEqual(['publishing']);
  });
});

describe('A subscriber whose marks are no proof of what it took long ago', () => {
  it('is not late at the first measurement of all, and is late with the next commit that it does not take', async () => {
    const { open, lags } = neverMeasured();
    await open('1', 0);
    const first = await lags(6_000);
    expect(first).toMatchObject({ publishing: 0, archive: 0, erasure: 0, sheets: 6_000 });
    await open('2', 6_010);
    expect(await lags(6_060)).toMatchObject({ publishing: 50, archive: 50, erasure: 50, sheets: 6_060 });
  });

  it('is late where others were measured before it', async () => {
    const { open, lags, lagReports } = neverMeasured();
    await lagReports.save({ subscriber: 'sheets', checkedAt: new Date(noon).toISOString(), ranges: [] });
    await open('1', 0);
    expect(await lags(60)).toMatchObject({ publishing: 60 });
  });

  it('is late by the commit that it has not taken, and not by one that was found before the marks were forgotten', async () => {
    const { open, lags, deliver, feedMarks } = await atNoon();
    await open('1', 0);
    for (const name of everySubscriberOf(ledger)) await deliver(name);
    expect(await lags(60)).toEqual(onlyLate(0));
    Object.assign(feedMarks, { passed: async () => undefined });
    await open('2', 86_400);
    expect(await lags(86_430)).toMatchObject({ publishing: 30 });
    expect(await lags(86_490)).toMatchObject({ publishing: 90 });
  });
});
