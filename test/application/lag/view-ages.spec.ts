import { describe, expect, it, vi } from 'vitest';
import { liveGenerations } from '../../../application/generations/live-generations.ts';
import { viewAges } from '../../../application/system/view-ages.ts';
import { ledgerInTwo, measuredSheets } from '../../support/ledger/generations.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';

const noon = Date.parse('2026-05-04T12:00:00.000Z');

/** Reports made at noon, of which the one about the second generation is 40 seconds behind. */
const reportedAtNoon = async () => {
  let seconds = 0;
  let lists = 0;
  const clock = () => new Date(noon + seconds * 1_000).toISOString();
  const { capabilities } = memoryCapabilities(clock, () => seconds * 1_000);
  const range = { range: '-FF', sampled: 1, parked: 0, waiting: null, settled: null };
  const reports = capabilities.lagReports;
  await reports.save({ subscriber: 'sheets', checkedAt: clock(), ranges: [{ ...range, behindSeconds: 0 }] });
  await reports.save({ subscriber: 'sheets.v2', checkedAt: clock(), ranges: [{ ...range, behindSeconds: 40 }] });
  let isDown = false;
  const list = async () => {
    lists += 1;
    if (isDown) throw new Error('down');
    return reports.list();
  };
  const ports = { ...capabilities, lagReports: { ...reports, list } };
  const ageOf = viewAges(ledgerInTwo, ports, liveGenerations({ ...ports, registry: ports.viewRegistry }));
  return {
    ...{ ageOf: () => ageOf(measuredSheets), registry: ports.viewRegistry },
    at: (second: number) => void (seconds = second),
    fail: () => void (isDown = true),
    lists: () => lists,
  };
};

describe('The age of what a query shows', () => {
  it('is unknown at first, then that of the live generation, and grows with the clock', async () => {
    const { ageOf, at } = await reportedAtNoon();
    expect(ageOf()).toBeUndefined();
    await vi.waitFor(() => expect(ageOf()).toBe(0));
    at(9);
    expect(ageOf()).toBe(9);
  });

  it('is that of the second generation once that one is live', async () => {
    const { ageOf, registry } = await reportedAtNoon();
    const switched = { switchedAt: new Date(noon).toISOString(), switchedBy: 'olga', reason: 'shown' };
    await registry.save({ name: 'sheets', live: 2, previous: 1, ...switched }, undefined);
    ageOf();
    await vi.waitFor(() => expect(ageOf()).toBe(40));
  });

  it('is looked up once in ten seconds, however often it is asked, and unknown while the reports cannot be read', async () => {
    const { ageOf, at, fail, lists } = await reportedAtNoon();
    ageOf();
    await vi.waitFor(() => expect(ageOf()).toBe(0));
    at(9);
    ageOf();
    expect(lists()).toBe(1);
    fail();
    at(10);
    ageOf();
    await vi.waitFor(() => expect(ageOf()).toBeUndefined());
    expect(lists()).toBe(2);
  });
});
