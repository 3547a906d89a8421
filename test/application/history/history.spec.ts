import { describe, expect, it } from 'vitest';
import { asOf, differenceOf, historyOf } from '../../../application/history/history.ts';
import { type SheetCommand, sheetsById } from '../../support/ledger/index.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { clerk } from '../../support/readers.ts';
import { asBob } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const told = async () => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open, commands.changeRent(6), commands.removeTax, commands.close);
  const remembering = { eventStore: bobs.eventStore, view: sheetsById };
  return { history: historyOf(remembering), past: asOf(remembering) };
};

describe('a history', () => {
  it('says who did what, when, and which values it changed from what to what', async () => {
    const { history } = await told();
    const found = await history(clerk, '1');
    expect(found?.version).toBe(4);
    expect(found?.entries[1]).toEqual({
      version: 2,
      type: 'RowChanged',
      at: '2026-05-04T10:00:00.000Z',
      actor: 'bob',
      commandId: 'command-2',
      correlationId: 'correlation-1',
      data: { key: 'rent', from: 5, to: 6 },
      changes: [
        { path: 'rows[rent].amount', from: 5, to: 6 },
        { path: 'total', from: 6, to: 7 },
      ],
    });
  });

  it('gives a part of itself as that part stands in the whole', async () => {
    const { history } = await told();
    const whole = await history(clerk, '1');
    expect(await history(clerk, '1', { after: 1, atMost: 2 })).toEqual({
      version: 4,
      entries: whole?.entries.slice(1, 3),
    });
    expect(await history(clerk, '1', { after: 4 })).toEqual({ version: 4, entries: [] });
  });

  it('begins with what was not there before', async () => {
    const { history } = await told();
    const first = (await history(clerk, '1'))?.entries[0];
    expect(first?.changes).toContainEqual({ path: 'status', to: 'open' });
    expect(first?.changes).toContainEqual({ path: 'rows[tax].amount', to: 1 });
    expect(first?.changes.some((change) => 'from' in change)).toBe(false);
  });

  it('shows what went away, and leaves what stayed unmentioned though it has moved up', async () => {
    const { history } = await told();
    const paths = (await history(clerk, '1'))?.entries[2]?.changes.map(({ path }) => path);
    expect(paths).toContain('rows[tax].text');
    expect(paths?.filter((path) => path.startsWith('rows[rent]'))).toEqual([]);
  });

  it('is none of a sheet that nobody opened', async () => {
    const { history } = await told();
    expect(await history(clerk, '2')).toBeUndefined();
  });
});

describe('a sheet as of a version', () => {
  it.each([
    [1, 'open', [5, 1]],
    [2, 'open', [6, 1]],
    [3, 'open', [6]],
    [4, 'closed', [6]],
  ])('%i has the status %s and the amounts %j', async (version, status, amounts) => {
    const { past } = await told();
    const found = await past(clerk, '1', { version });
    expect(found?.version).toBe(version);
    expect(found?.view.status).toBe(status);
    expect(found?.view.rows.map(({ amount }) => amount)).toEqual(amounts);
  });

  it('is none before the first and beyond the last', async () => {
    const { past } = await told();
    expect(await past(clerk, '1', { version: 0 })).toBeUndefined();
    expect(await past(clerk, '1', { version: 5 })).toBeUndefined();
    expect(await past(clerk, '2', { version: 1 })).toBeUndefined();
  });

  it('can lie inside of a commit', async () => {
    const { eventStore } = sheetsOverMemory();
    const opened = { type: 'SheetOpened', schemaVersion: 1, data: commands.open.data };
    const changed = { type: 'RowChanged', schemaVersion: 1, data: { key: 'rent', from: 5, to: 6 } };
    await eventStore.append(StreamHead.beforeFirst('sheet-1'), {
      category: 'sheet',
      events: [opened, changed],
      recordedAt: '2026-05-04T10:00:00.000Z',
      ...asBob('both'),
    });
    const past = asOf({ eventStore, view: sheetsById });
    expect(await past(clerk, '1', { version: 1 })).toMatchObject({
      version: 1,
      view: { rows: [{ amount: 5 }, {}] },
    });
  });
});

describe('a sheet as of a moment', () => {
  const days = ['2026-05-01', '2026-05-02', '2026-05-03'];

  const overDays = async () => {
    const { eventStore, handle } = sheetsOverMemory((inner) => ({
      ...inner,
      append: (head, commit) =>
        inner.append(head, { ...commit, recordedAt: `${days[head.version] ?? ''}T00:00:00.000Z` }),
    }));
    const asked: SheetCommand[] = [commands.open, commands.changeRent(6), commands.close];
    for (const [index, command] of asked.entries())
      await handle({ entityId: '1', command, reach: 'all', provenance: asBob(`${index}`) });
    return asOf({ eventStore, view: sheetsById });
  };

  it.each([
    ['2026-05-01T00:00:00Z', 1],
    ['2026-05-01T23:59:59.999Z', 1],
    ['2026-05-02T00:00:00.000Z', 2],
    ['2026-05-02T01:00:00+02:00', 1],
    ['2027-01-01T00:00:00Z', 3],
  ])('%s has the version %i', async (at, version) => {
    const past = await overDays();
    expect((await past(clerk, '1', { at }))?.version).toBe(version);
  });

  it('is none before it was opened', async () => {
    const past = await overDays();
    expect(await past(clerk, '1', { at: '2026-04-30T23:59:59.999Z' })).toBeUndefined();
  });
});

describe('the difference between two points', () => {
  const between = async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open, commands.changeRent(6), commands.changeRent(7), commands.changeRent(6));
    return differenceOf({ eventStore: bobs.eventStore, view: sheetsById });
  };
  const rent = async (from: number, to: number) => {
    const found = await (await between())(clerk, '1', { version: from }, { version: to });
    return found?.changes.find(({ path }) => path === 'rows[rent].amount');
  };

  it('is what the later one has that the earlier has not', async () => {
    expect(await rent(1, 3)).toEqual({ path: 'rows[rent].amount', from: 5, to: 7 });
  });

  it('leaves out what has changed and changed back', async () => {
    expect(await rent(2, 4)).toBeUndefined();
    expect(await rent(4, 4)).toBeUndefined();
  });

  it('can be asked for backwards', async () => {
    expect(await rent(3, 1)).toEqual({ path: 'rows[rent].amount', from: 7, to: 5 });
  });

  it('is all there is between nothing and something', async () => {
    expect(await rent(0, 1)).toEqual({ path: 'rows[rent].amount', to: 5 });
  });

  it('says which versions it lies between, also where moments are asked for', async () => {
    const difference = await between();
    const found = await difference(clerk, '1', { at: '2026-01-01T00:00:00.000Z' }, { at: '2027-01-01T00:00:00.000Z' });
    expect(found).toMatchObject({ from: 0, to: 4 });
  });

  it('is none beyond the end, nor of what never was', async () => {
    const difference = await between();
    expect(await difference(clerk, '1', { version: 1 }, { version: 5 })).toBeUndefined();
    expect(await difference(clerk, '1', { version: 5 }, { version: 1 })).toBeUndefined();
    expect(await difference(clerk, '2', { version: 0 }, { version: 0 })).toBeUndefined();
  });
});
