import { describe, expect, it } from 'vitest';
import { lateSecondsOf } from '../../application/lag/subscriber-lag.ts';
import { run } from '../../application/system/run.ts';
import { asBob } from '../support/as-bob.ts';
import { everySubscriberOf } from '../support/every-subscriber-of.ts';
import { ledger, sheet } from '../support/ledger/index.ts';
import { memoryCapabilities } from '../support/memory-capabilities.ts';
import { commands } from '../support/sheets.ts';
import { subscriberOf } from '../support/subscriber-of.ts';
import { bicepFile } from './bicep-files.ts';

// B-8, second by second.

const noon = Date.parse('2026-05-04T12:00:00.000Z');
const followers = everySubscriberOf(ledger);
/** People have nothing to do with sheets, and so are late by no sheet. */
const ofSheets = ['sheets', 'sheets-by-owner', 'publishing', 'archive', 'erasure'];
const [, alertAbove] = /'alert-subscriber-lag'[^]*?threshold: (\d+)/.exec(bicepFile('alerts.bicep').code) ?? [];

/** A system in which somebody opens a sheet every ten seconds, and whose lag is measured in the middle of every minute. */
const busySystem = () => {
  let second = 0;
  const { capabilities } = memoryCapabilities(() => new Date(noon + second * 1_000).toISOString());
  const system = run(ledger, capabilities);
  const open = async (entityId: string): Promise<void> => {
    const provenance = asBob(`open ${entityId}`);
    await system.handlerOf(sheet)({ entityId, command: commands.open, reach: 'all', provenance });
  };
  /** What the alert goes by, of each subscriber, where it was measured in this second. */
  const pass = async (frozen?: string): Promise<ReadonlyMap<string, number>> => {
    second += 1;
    if (second % 10 === 0) {
      await open(String(second));
      for (const name of followers.filter((each) => each !== frozen))
        await subscriberOf(system, name).deliver(capabilities.eventStore.feed().slice(-1));
    }
    if (second % 60 !== 30) return new Map();
    return new Map((await system.measureLag()).map((lag) => [lag.subscriber, lateSecondsOf(lag)]));
  };
  return { pass };
};

/** How many seconds after it was frozen a follower is late; and whoever else was late by then. */
const frozenAt = async (second: number, frozen: string) => {
  const { pass } = busySystem();
  for (let passed = 0; passed < 60 + second; passed += 1) await pass();
  const late = new Set<string>();
  let after = 0;
  while (!late.has(frozen) && after < 600) {
    after += 1;
    for (const [name, seconds] of await pass(frozen)) if (seconds > Number(alertAbove)) late.add(name);
  }
  return { after, late: [...late] };
};

describe('A follower that is frozen', () => {
  it.each(ofSheets)('is late within three minutes, whatever the second, and no other is: %s', async (frozen) => {
    for (const second of [0, 1, 9, 15, 29, 30, 31, 45, 59]) {
      const found = await frozenAt(second, frozen);
      expect(found).toEqual({ after: expect.any(Number), late: [frozen] });
      expect(found.after).toBeLessThanOrEqual(180);
    }
  });
});
