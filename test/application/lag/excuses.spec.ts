import { describe, expect, it } from 'vitest';
import { lateSecondsOf } from '../../../application/lag/subscriber-lag.ts';
import { describeSubscribers } from '../../../application/operations/subscriber-status.ts';
import { run } from '../../../application/system/run.ts';
import type { System } from '../../../domain/modelling/system.ts';
import { asBob } from '../../support/as-bob.ts';
import { ledgerInTwo } from '../../support/ledger/generations.ts';
import { ledger, sheet } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { commands } from '../../support/sheets.ts';

const noon = Date.parse('2026-05-04T12:00:00.000Z');
const olga = { actor: 'olga' };

/** A system over memory in which a sheet was opened at noon, after a first measurement, and nobody was given it. */
const undelivered = async (declared: System) => {
  let seconds = 0;
  const clock = () => new Date(noon + seconds * 1_000).toISOString();
  const { capabilities } = memoryCapabilities(clock, () => seconds * 1_000);
  const system = run(declared, capabilities);
  await system.measureLag();
  await system.handlerOf(sheet)({
    entityId: '1',
    command: commands.open,
    reach: 'all',
    provenance: asBob('open'),
  });
  const at = (second: number) => void (seconds = second);
  return {
    ...{ capabilities, system, at },
    lateAt: async (second: number, name: string) => {
      at(second);
      const lag = (await system.measureLag()).find(({ subscriber }) => subscriber === name);
      return lag && lateSecondsOf(lag);
    },
  };
};

describe('A subscriber that is behind', () => {
  it('is not late while readers get another generation, and that one is', async () => {
    const { lateAt } = await undelivered(ledgerInTwo);
    expect(await lateAt(600, 'sheets.v2')).toBe(0);
    expect(await lateAt(600, 'sheets')).toBe(600);
  });

  it('is late once its generation is live, and the one before it is no longer', async () => {
    const { lateAt, capabilities } = await undelivered(ledgerInTwo);
    const switched = { switchedAt: new Date(noon).toISOString(), switchedBy: 'olga', reason: 'shown' };
    await capabilities.viewRegistry.save({ name: 'sheets', live: 2, previous: 1, ...switched }, undefined);
    expect(await lateAt(600, 'sheets.v2')).toBe(600);
    expect(await lateAt(600, 'sheets')).toBe(0);
  });

  it('is not late while a build is filling it, and others are', async () => {
    const { lateAt, system, at } = await undelivered(ledger);
    at(590);
    await system.builds.begin('sheets', olga);
    expect(await lateAt(600, 'sheets')).toBe(0);
    expect(await lateAt(600, 'publishing')).toBe(600);
  });

  it.each(['pause', 'cancel'] as const)('is late although there is a build, after %s', async (change) => {
    const { lateAt, system } = await undelivered(ledger);
    await system.builds.begin('sheets', olga);
    await system.builds.change('sheets', change);
    expect(await lateAt(600, 'sheets')).toBe(600);
  });

  it('is late although there is a build, once nothing of it has moved for 15 minutes', async () => {
    const { lateAt, system } = await undelivered(ledger);
    await system.builds.begin('sheets', olga);
    expect(await lateAt(899, 'sheets')).toBe(0);
    expect(await lateAt(900, 'sheets')).toBe(900);
  });

  it('is shown to operators with what excuses it, and with how far behind it is', async () => {
    const { lateAt, system, capabilities } = await undelivered(ledgerInTwo);
    await lateAt(600, 'sheets.v2');
    const shown = await describeSubscribers({ ...capabilities, subscribers: system.subscribers })();
    const lagOf = (wanted: string) => shown.find(({ name }) => name === wanted)?.lag;
    expect(lagOf('sheets.v2')).toMatchObject({ behindSeconds: 600, excuse: 'not-live' });
    expect(lagOf('sheets')).toMatchObject({ behindSeconds: 600, excuse: null });
  });
});
