import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { rememberedCommands } from '../../../application/streams/receipts.ts';
import { asBob } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const open = { entityId: '1', command: commands.open, reach: 'all' as const, provenance: asBob('open') };
const change = { entityId: '1', command: commands.changeRent(6), reach: 'all' as const, provenance: asBob('change') };

/** Further commands on the same sheet, each of which changes something. */
const another = (n: number) => ({
  ...change,
  command: commands.changeRent((n % 2) + 10),
  provenance: asBob(`another-${n}`),
});

describe('a repeated command id', () => {
  it('gives the first outcome, whatever has happened since', async () => {
    const { handle, eventStore, send } = sheetsOverMemory();
    await handle(open);
    const first = await handle(change);
    await send('1', commands.changeRent(7), commands.close);
    expect(await handle(change)).toEqual(first);
    expect(await eventStore.read('sheet-1')).toHaveLength(4);
  });

  it('gives the first outcome also to a caller whose version has become stale through it', async () => {
    const { handle } = sheetsOverMemory();
    await handle(open);
    const first = await handle({ ...change, expectedVersion: 1 });
    expect(await handle({ ...change, expectedVersion: 1 })).toEqual(first);
  });

  it('that stands for another request is refused, and nothing happens', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    const asked = (digest: string) => ({ ...asBob('change'), commandDigest: digest });
    await handle(open);
    await handle({ ...change, provenance: asked('six') });
    const other = { ...change, command: commands.changeRent(7), provenance: asked('seven') };
    expect(await handle(other)).toEqual({ outcome: 'id-reused' });
    expect(await eventStore.read('sheet-1')).toHaveLength(2);
  });

  it('of a request is not taken for that of a command that comes from no request', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    await handle(open);
    await handle({ ...change, provenance: { ...asBob('change'), commandDigest: 'six' } });
    expect(await handle({ ...change, provenance: asBob('change') })).toEqual({ outcome: 'id-reused' });
    expect(await eventStore.read('sheet-1')).toHaveLength(2);
  });

  it('that two processes use at once for different requests stands for the one that was stored', async () => {
    const { handle, newProcess, eventStore } = sheetsOverMemory();
    const rival = newProcess();
    const asked = (amount: number) => ({
      ...change,
      command: commands.changeRent(amount),
      provenance: { ...asBob('change'), commandDigest: `to ${amount}` },
    });
    await handle(open);
    expect(await rival(asked(7))).toMatchObject({ outcome: 'accepted', version: 2 });
    expect(await handle(asked(6))).toEqual({ outcome: 'id-reused' });
    expect(await eventStore.read('sheet-1')).toHaveLength(2);
    expect(await handle(another(1))).toMatchObject({ version: 3 });
    expect((await eventStore.read('sheet-1'))[2]?.events[0]?.data).toMatchObject({ from: 7, to: 11 });
  });

  it('is believed where the first time does not say what was asked, any more', async () => {
    const { handle } = sheetsOverMemory();
    await handle(open);
    const outcome = await handle({ ...change, provenance: asBob('change') });
    expect(outcome).toMatchObject({ outcome: 'accepted', version: 2 });
    expect(await handle({ ...change, provenance: { ...asBob('change'), commandDigest: 'six' } })).toEqual(outcome);
  });

  it('that stands for the same request gives the first outcome', async () => {
    const { handle } = sheetsOverMemory();
    const asked = { ...change, provenance: { ...asBob('change'), commandDigest: 'six' } };
    await handle(open);
    const outcome = await handle(asked);
    expect(await handle(asked)).toEqual(outcome);
  });

  it('is remembered for as many commands as a stream remembers', async () => {
    const { handle, eventStore, newProcess } = sheetsOverMemory();
    await handle(open);
    const changes = Array.from({ length: rememberedCommands - 1 }, (_, n) => ({
      ...change,
      command: commands.changeRent((n % 2) + 10),
      provenance: asBob(`change-${n}`),
    }));
    for (const each of changes) await handle(each);
    for (const process of [handle, newProcess()]) expect(await process(open)).toMatchObject({ version: 1 });
    expect(await eventStore.read('sheet-1')).toHaveLength(rememberedCommands);
  });

  it.each([
    ['the process that carried it out', false],
    ['a process that was started since', true],
  ])('gives the first outcome within a day after 1,500 further commands, in %s', async (_, isFresh) => {
    const { handle, eventStore, newProcess } = sheetsOverMemory();
    await handle(open);
    const first = await handle(change);
    for (let n = 0; n < 1_500; n += 1) await handle(another(n));
    const process = isFresh ? newProcess() : handle;
    expect(await process(change)).toEqual(first);
    expect(await eventStore.read('sheet-1')).toHaveLength(1_502);
    const asked = { ...change, provenance: { ...change.provenance, commandDigest: 'something else' } };
    expect(await process(asked)).toEqual(first); // the first commit did not say what was asked
  });

  it('that another process carried out, and whose commit was followed by 1,500 more, is found after a lost race', async () => {
    const { handle, newProcess, eventStore } = sheetsOverMemory();
    const rival = newProcess();
    await handle(open);
    for (const n of [2_000, 2_001]) await rival(another(n)); // two races are lost before the stream is read
    const first = await rival(change);
    for (let n = 0; n < 1_500; n += 1) await rival(another(n));
    expect(await handle(change)).toEqual(first);
    expect(await eventStore.read('sheet-1')).toHaveLength(1_504);
  });

  it('that another process carries out just after the search for it, before 1,500 more, is searched for again', async () => {
    const { handle, newProcess, eventStore } = sheetsOverMemory();
    const rival = newProcess();
    await handle(open);
    for (let n = 0; n < 1_005; n += 1) await handle(another(n));
    const outcomes: unknown[] = [];
    const findByCommands: EventStore['findByCommands'] = async (...asked) => {
      const found = await eventStore.findByCommands(...asked);
      if (outcomes.length > 0) return found;
      for (const n of [2_001, 2_002]) await rival(another(n));
      outcomes.push(await rival(change));
      for (let n = 3_000; n < 4_500; n += 1) await rival(another(n));
      return found;
    };
    expect(await newProcess({ eventStore: { ...eventStore, findByCommands } })(change)).toEqual(outcomes[0]);
    expect(await eventStore.read('sheet-1')).toHaveLength(1 + 1_005 + 3 + 1_500);
  });

  it('sent many times at once is one command', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    await handle(open);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => handle(change)));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await eventStore.read('sheet-1')).toHaveLength(2);
  });
});
