import { describe, expect, it } from 'vitest';
import { actorOfBuild, type Actors } from '../../../application/actions/action-events.ts';
import { BrokerUnavailable, MessageTooLarge, type MessageBus } from '../../../application/messages/message-bus.ts';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import { run } from '../../../application/system/run.ts';
import { declareModule, system as systemOf } from '../../../domain/modelling/system.ts';
import { asBob } from '../../support/as-bob.ts';
import { asOlga, resultOf } from '../../support/as-olga.ts';
import { ledgerInTwo } from '../../support/ledger/generations.ts';
import { joinedLedger, loggedLedger, sheet } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { commands } from '../../support/sheets.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

const reason = 'the broker takes it again';
const unhurried = { forMs: 60_000, partsAtOnce: 8 };

/** Sheets of which publishing has parked some: their messages are too large, until the trouble ends. */
const operated = async (declared = ledgerInTwo, sheets = ['1', '2']) => {
  let ms = Date.parse('2026-05-04T10:00:00.000Z');
  const { capabilities: memory } = memoryCapabilities(() => new Date((ms += 1_000)).toISOString());
  const trouble: { with: 'size' | 'broker' | 'nothing' } = { with: 'size' };
  const bus: MessageBus = {
    ...memory.bus,
    send: async (messages) => {
      if (trouble.with === 'size') throw new MessageTooLarge(`${messages[0]?.messageId} is too large`);
      if (trouble.with === 'broker') throw new BrokerUnavailable('the broker is down');
      return memory.bus.send(messages);
    },
  };
  const process = (changed: Partial<Capabilities> = {}) => run(declared, { ...memory, bus, ...changed });
  const system = process({ build: 'build-1' });
  for (const entityId of sheets)
    await system.handlerOf(sheet)({ entityId, command: commands.open, reach: 'all', provenance: asBob(entityId) });
  const deliver = (name: string) => subscriberOf(system, name).deliver(memory.eventStore.feed());
  await deliver('publishing');
  return {
    ...{ memory, trouble, process, system, deliver, pass: (by: number) => (ms += by) },
    olga: (key?: string) => system.operate(asOlga(key)),
    done: async (by: Actors = 'operators') => (await system.listActions({ by, limit: 100 })).items.toReversed(),
    parked: async () => (await memory.parkingLot.list({ limit: 100 })).items,
  };
};

describe('What an operator does with what is parked', () => {
  it('is recorded with its figures: a replay, a retry and a skip', async () => {
    const { olga, done, trouble, parked } = await operated();
    await olga().replay({ subscriber: 'publishing', streamId: 'sheet-1' });
    await olga().skipParked({ subscriber: 'publishing', streamId: 'sheet-1', version: 1, reason: 'sent by mail' });
    trouble.with = 'nothing';
    await olga().retryParked({ subscriber: 'publishing', containing: 'too large', reason });
    expect(await done()).toMatchObject([
      {
        ...{ action: 'replay-stream', subject: 'publishing', arguments: { streamId: 'sheet-1' }, reason: null },
        ...{ outcome: 'done', result: { applied: 0, parked: 1 } },
      },
      {
        ...{ action: 'skip-parked', arguments: { streamId: 'sheet-1', version: 1 }, reason: 'sent by mail' },
        ...{ outcome: 'done', result: { outcome: 'released' } },
      },
      {
        ...{ action: 'retry-parked', subject: 'publishing', arguments: { containing: 'too large' }, reason },
        ...{ outcome: 'done', result: { released: 1, parked: 0, untried: 0 } },
      },
    ]);
    expect(await parked()).toEqual([]);
  });

  it('is recorded as refused where nothing was done, and not at all where there is no such subscriber', async () => {
    const { olga, done } = await operated();
    const place = { streamId: 'sheet-1', version: 7, reason };
    expect(await resultOf(olga().skipParked({ subscriber: 'publishing', ...place }))).toEqual({
      outcome: 'another-version',
    });
    expect(await olga().skipParked({ subscriber: 'nobody', ...place })).toBeUndefined();
    expect(await olga().replay({ subscriber: 'nobody', streamId: 'sheet-1' })).toBeUndefined();
    expect(await olga().retryParked({ subscriber: 'nobody', reason })).toBeUndefined();
    expect(await done()).toMatchObject([{ action: 'skip-parked', outcome: 'refused' }]);
  });

  it('is noted on what stays parked: who has tried what, why, when, and how it went', async () => {
    const { olga, parked, trouble } = await operated();
    await olga('key-1').replay({ subscriber: 'publishing', streamId: 'sheet-1' });
    trouble.with = 'broker';
    const retry = olga('key-2').retryParked({ subscriber: 'publishing', reason });
    await expect(retry).rejects.toThrow('the broker is down');
    const [first, second] = await parked();
    expect(first?.notes).toEqual([
      { action: 'replay-stream', actor: 'olga', at: expect.any(String), outcome: 'parked', actionId: 'key-1' },
      { action: 'retry-parked', actor: 'olga', reason, at: expect.any(String), outcome: 'failed', actionId: 'key-2' },
    ]);
    expect(second).not.toHaveProperty('notes');
  });

  it('is noted on a stream that a skip has only brought to its next commit', async () => {
    const { olga, parked, system, deliver } = await operated(ledgerInTwo, ['1']);
    const command = commands.changeRent(6);
    await system.handlerOf(sheet)({ entityId: '1', command, reach: 'all', provenance: asBob('rent') });
    await deliver('publishing');
    await olga().skipParked({ subscriber: 'publishing', streamId: 'sheet-1', version: 1, reason });
    expect(await parked()).toMatchObject([{ version: 2, notes: [{ action: 'skip-parked', outcome: 'parked' }] }]);
  });

  it('keeps the newest twenty notes', async () => {
    const { olga, parked } = await operated(ledgerInTwo, ['1']);
    for (let time = 1; time <= 22; time += 1)
      await olga(`key-${time}`).replay({ subscriber: 'publishing', streamId: 'sheet-1' });
    const [{ notes = [] } = {}] = await parked();
    expect(notes.map(({ actionId }) => actionId)).toEqual(Array.from({ length: 20 }, (_, index) => `key-${index + 3}`));
  });
});

describe('What a new build retries by itself', () => {
  it('is one action for each round and subscriber, in the name of the build, beside those of people', async () => {
    const sheets = Array.from({ length: 30 }, (_, index) => String(index));
    const { process, trouble, done, parked } = await operated(ledgerInTwo, sheets);
    trouble.with = 'nothing';
    await process({ build: 'build-2' }).retryOlderBuilds();
    expect(await parked()).toEqual([]);
    expect(await done('builds')).toMatchObject([
      {
        ...{ action: 'retry-older-build', subject: 'publishing', actor: actorOfBuild('build-2') },
        ...{ arguments: { streams: 30 }, outcome: 'done', result: { released: 30, parked: 0, untried: 0 } },
      },
    ]);
    await process({ build: 'build-2' }).retryOlderBuilds();
    expect(await done('builds')).toHaveLength(1);
    expect(await done()).toEqual([]);
  });

  it('is noted on what it could not release', async () => {
    const { process, parked } = await operated();
    await process({ build: 'build-2' }).retryOlderBuilds();
    expect((await parked())[0]?.notes).toMatchObject([{ action: 'retry-older-build', actor: 'build:build-2' }]);
  });
});

describe('What an operator does with views', () => {
  it('is recorded: builds that are begun, paused, resumed and cancelled', async () => {
    const { olga, done } = await operated();
    await olga().beginBuild({ name: 'sheets.v2' });
    for (const change of ['pause', 'resume', 'cancel'] as const)
      await olga().changeBuild({ name: 'sheets.v2', change, reason });
    expect(await olga().beginBuild({ name: 'publishing' })).toBeUndefined();
    expect(await olga().changeBuild({ name: 'sheets', change: 'pause' })).toBeUndefined();
    expect(await done()).toMatchObject([
      { action: 'build-view', subject: 'sheets.v2', arguments: { again: false }, result: { outcome: 'begun' } },
      { action: 'pause-build', reason, outcome: 'done' },
      { action: 'resume-build', outcome: 'done' },
      { action: 'cancel-build', outcome: 'done', result: { outcome: 'changed' } },
    ]);
  });

  it('is recorded: a switch that is refused, one that is done, and the way back, which a repeated request does not undo', async () => {
    const { olga, done, system } = await operated();
    await olga().switchTo({ view: 'sheets', reason });
    await olga().beginBuild({ name: 'sheets.v2' });
    await system.builds.work(unhurried);
    await olga().switchTo({ view: 'sheets', to: 2, reason, isForced: true });
    const back = { outcome: 'switched', live: 1, previous: 2 };
    for (let time = 0; time < 3; time += 1)
      expect(await resultOf(olga('back').switchBack({ view: 'sheets', reason }))).toEqual(back);
    expect((await system.generations.describe()).find(({ name }) => name === 'sheets')?.live).toBe(1);
    expect(await done()).toMatchObject([
      { action: 'switch-view', outcome: 'refused', result: { outcome: 'not-ready' } },
      { action: 'build-view' },
      { action: 'switch-view', arguments: { to: 2, isForced: true }, outcome: 'done', result: { live: 2 } },
      { action: 'switch-view-back', subject: 'sheets', result: back },
    ]);
  });

  it('is recorded: a drop, also of a view that has left something and is not declared any more', async () => {
    const { olga, done, memory } = await operated();
    const parked = { subscriber: 'gone', streamId: 'sheet-1', reason: 'x', parkedAt: memory.clock(), document: {} };
    await memory.parkingLot.park(parked);
    expect(await resultOf(olga().drop({ view: 'gone', generation: 1, reason }))).toMatchObject({ released: 1 });
    expect(await resultOf(olga().drop({ view: 'sheets', generation: 1, reason }))).toEqual({ outcome: 'declared' });
    for (const act of [
      olga().drop({ view: 'gone', generation: 1, reason }),
      olga().switchTo({ view: 'gone', reason }),
      olga().switchBack({ view: 'gone', reason }),
    ])
      expect(await act).toBeUndefined();
    expect(await done()).toMatchObject([
      { action: 'drop-generation', subject: 'gone', arguments: { generation: 1 }, result: { released: 1 } },
      { action: 'drop-generation', subject: 'sheets', outcome: 'refused' },
    ]);
  });
});

describe('The record of actions', () => {
  it.each([
    { name: 'views and totals', declared: ledgerInTwo },
    { name: 'logs', declared: loggedLedger },
    { name: 'joined views', declared: joinedLedger },
  ])('concerns no subscriber but the archive, and makes none late: $name', async ({ declared }) => {
    const { olga, deliver, system, parked, memory, pass } = await operated(declared, []);
    await olga().replay({ subscriber: 'publishing', streamId: 'sheet-1' });
    pass(600_000);
    for (const { name } of system.subscribers)
      expect([name, await deliver(name)]).toEqual([
        name,
        {
          applied: 0,
          alreadyApplied: 0,
          notApplicable: 0,
          parked: 0,
          [name === 'archive' ? 'applied' : 'notApplicable']: 1,
        },
      ]);
    expect(await parked()).toEqual([]);
    const lags = await system.measureLag();
    expect(
      lags.flatMap(({ ranges }) => ranges.map(({ behindSeconds }) => behindSeconds)).every((behind) => behind === 0),
    ).toBe(true);
    const archived: string[] = [];
    for await (const { lines } of memory.archive.parts()) archived.push(...lines);
    expect(archived.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { streamId: 'ops-operators', version: 1, events: [{ type: 'ActionRequested' }] },
      { streamId: 'ops-operators', version: 2, events: [{ type: 'ActionEnded' }] },
    ]);
  });

  it('has a category that no aggregate may have', () => {
    const taking = () => systemOf(declareModule({ aggregate: { ...sheet, category: 'ops' } }));
    expect(taking).toThrow('The category ops is the engine');
  });
});
