import { describe, expect, it } from 'vitest';
import { behindSecondsOf } from '../../../application/lag/subscriber-lag.ts';
import { run } from '../../../application/system/run.ts';
import { declareLog, logSource } from '../../../domain/modelling/log.ts';
import { declareModule, system, type System } from '../../../domain/modelling/system.ts';
import { declareTotal } from '../../../domain/modelling/total.ts';
import { asBob } from '../../support/as-bob.ts';
import { amountsByKey, countedLedger, joinedLedger, loggedLedger, moves, sheet } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { commands } from '../../support/sheets.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

const noon = Date.parse('2026-05-04T12:00:00.000Z');
const { open, changeRent } = commands;

/** A system over memory in which commands were recorded at noon, and whose lag is measured a minute later. */
const aMinuteLater = async (declared: System, ...sent: readonly (typeof open | ReturnType<typeof changeRent>)[]) => {
  let now = noon;
  const { capabilities } = memoryCapabilities(() => new Date(now).toISOString());
  const running = run(declared, capabilities);
  const send = async (command: (typeof sent)[number]) =>
    running.handlerOf(sheet)({ entityId: '1', command, reach: 'all', provenance: asBob(JSON.stringify(command)) });
  for (const command of sent) await send(command);
  const pass = (seconds: number) => (now += seconds * 1_000);
  pass(60);
  return {
    ...{ send, pass },
    deliver: (name: string) => subscriberOf(running, name).deliver(capabilities.eventStore.feed()),
    lagOf: async (name: string) => {
      const lags = await running.measureLag();
      return lags.filter(({ subscriber }) => subscriber === name).map(behindSecondsOf);
    },
  };
};

describe.each([
  { kind: 'total', declared: countedLedger, name: 'amounts-by-key' },
  { kind: 'joined view', declared: joinedLedger, name: 'owners' },
  { kind: 'log', declared: loggedLedger, name: 'moves' },
  { kind: 'log of several aggregates', declared: loggedLedger, name: 'deeds' },
])('A $kind', ({ declared, name }) => {
  it('is late until it has the effect of the newest commit', async () => {
    const { lagOf, deliver } = await aMinuteLater(declared, open, changeRent(6));
    expect(await lagOf(name)).toEqual([60]);
    await deliver(name);
    expect(await lagOf(name)).toEqual([0]);
  });

  it('is late again with a commit that follows, which its earlier effects do not hide', async () => {
    const { lagOf, deliver, send, pass } = await aMinuteLater(declared, open);
    await deliver(name);
    expect(await lagOf(name)).toEqual([0]);
    await send(changeRent(6));
    pass(30);
    expect(await lagOf(name)).toEqual([30]);
    await deliver(name);
    expect(await lagOf(name)).toEqual([0]);
  });
});

describe('An event', () => {
  it('that a log does not keep makes the log late by nothing', async () => {
    const { lagOf } = await aMinuteLater(loggedLedger, open);
    expect(await lagOf('moves')).toEqual([0]);
  });

  const failing = () => {
    throw new Error('a fault of the code');
  };
  const failingTotal = declareTotal({ ...amountsByKey, contributions: failing });
  const failingLog = declareLog({ ...moves, sources: [logSource({ source: sheet, entry: failing })] });

  it.each([
    {
      kind: 'total',
      declared: system(declareModule({ aggregate: sheet, totals: [failingTotal] })),
      name: 'amounts-by-key',
    },
    { kind: 'log', declared: system(declareModule({ aggregate: sheet, logs: [failingLog] })), name: 'moves' },
  ])('that a $kind fails on is measured as late, and ends no measurement', async ({ declared, name }) => {
    const { lagOf } = await aMinuteLater(declared, open, changeRent(6));
    expect(await lagOf(name)).toEqual([60]);
  });
});
