import { describe, expect, it } from 'vitest';
import { run } from '../../../application/system/run.ts';
import { amountsByKey, countedLedger } from '../../support/ledger/index.ts';
import { commands } from '../../support/sheets.ts';
import { unbuiltSheets, unhurried, watched } from './building.ts';

const byBob = { actor: 'bob' };

describe('a build', () => {
  it('brings a view that knows nothing to what the events say', async () => {
    const { processNamed, shown, expected, name, amounts } = await unbuiltSheets();
    const { begin, work, progressOf } = processNamed('one');
    expect(await begin(name, byBob)).toMatchObject({ outcome: 'begun', progress: { state: 'waiting', total: 100 } });
    expect(await work(unhurried)).toEqual({ done: 8, released: 0, failed: 0, lost: 0 });
    expect(await shown()).toEqual(expected);
    expect(await amounts()).toEqual(Array.from({ length: 40 }, (_, sheet) => sheet + 11));
    const progress = await progressOf(name);
    expect(progress).toMatchObject({
      state: 'done',
      commits: 100,
      streams: 40,
      parked: 0,
      etaSeconds: null,
      errors: [],
    });
    expect(progress?.endedAt).not.toBeNull();
  });

  it('counts a total once for each sheet, also where the live feed counts at the same time', async () => {
    const sheets = await unbuiltSheets(20);
    const system = run(countedLedger, sheets);
    const live = system.subscribers.find(({ name }) => name === 'amounts-by-key');
    await live?.deliver(sheets.feed().slice(5, 25));
    await system.builds.begin('amounts-by-key', byBob);
    await Promise.all([system.builds.work(unhurried), live?.deliver(sheets.feed().slice(30))]);
    const { items } = await sheets.contributions(amountsByKey).list({ limit: 10 });
    const rents = Array.from({ length: 20 }, (_, sheet) => sheet + 10).reduce((sum, rent) => sum + rent, 0);
    expect(items).toMatchObject([
      { key: 'rent', rows: 20, amount: rents },
      { key: 'tax', rows: 20, amount: 20 },
    ]);
  });

  it('leaves a document alone that the live feed has brought further', async () => {
    const { processNamed, view, byId, send, feed, name } = await unbuiltSheets(4);
    await processNamed('one').begin(name, byBob);
    await send('1', commands.changeRent(77));
    await byId.deliver(feed());
    await processNamed('one').work(unhurried);
    expect(await view('1')).toMatchObject({ version: 3, view: { total: 78 } });
  });

  it('is begun once, whoever asks', async () => {
    const { processNamed, name } = await unbuiltSheets(4);
    const asked = ['one', 'two'].map((process) => processNamed(process).begin(name, byBob));
    const outcomes = (await Promise.all(asked)).map((answer) => answer?.outcome);
    expect(outcomes.toSorted()).toEqual(['begun', 'running']);
    expect(await processNamed('two').begin(name, byBob)).toMatchObject({ outcome: 'running' });
  });

  it('that has ended goes on behind what it has, or begins again when that is asked for', async () => {
    const { processNamed, name, send, view, views } = await unbuiltSheets(10);
    const { begin, work, progressOf } = processNamed('one');
    await begin(name, byBob);
    await work(unhurried);
    await send('1', commands.changeRent(77));
    expect(await begin(name, byBob)).toMatchObject({ outcome: 'continued' });
    await work(unhurried);
    expect(await view('1')).toMatchObject({ version: 3 });
    expect(await progressOf(name)).toMatchObject({ state: 'done', commits: 26 });
    views.get(name)?.clear();
    expect(await begin(name, { ...byBob, again: true })).toMatchObject({ outcome: 'begun', progress: { commits: 0 } });
    await work(unhurried);
    expect(await view('2')).toMatchObject({ version: 3 });
    expect(await progressOf(name)).toMatchObject({ state: 'done', commits: 26 });
  });

  it('is refused for what has effects outside, and for what nobody knows', async () => {
    const { processNamed } = await unbuiltSheets(1);
    const { begin, change, names } = processNamed('one');
    expect(names.toSorted()).toEqual(['people', 'sheets', 'sheets-by-owner']);
    for (const name of ['publishing', 'archive', 'erasure', 'person-emails', 'nobody']) {
      expect(await begin(name, byBob)).toBeUndefined();
      expect(await change(name, 'pause')).toBeUndefined();
    }
  });

  it('says how long it takes while it moves, and nothing of it for a dead process or where an operator must act', async () => {
    const { processNamed, name, buildJobs, time } = await unbuiltSheets();
    const { begin, change, progressOf } = processNamed('one');
    await begin(name, byBob);
    const [part] = (await buildJobs.find(name))?.parts ?? [];
    if (part === undefined) expect.fail('It has parts.');
    const until = new Date(Date.parse(part.job.changedAt) + 60_000).toISOString();
    const moving = { ...part.job, state: 'running', owner: 'other/1', until, perSecond: 10 } as const;
    await buildJobs.replace(name, moving, part.revision);
    expect(await progressOf(name)).toMatchObject({ state: 'running', perSecond: 10, etaSeconds: 10 });
    time.ms += 60_000;
    expect(await progressOf(name)).toMatchObject({ state: 'running', perSecond: 0, etaSeconds: null });
    time.ms -= 60_000;
    const [, second] = (await buildJobs.find(name))?.parts ?? [];
    if (second === undefined) expect.fail('It has parts.');
    await buildJobs.replace(name, { ...second.job, state: 'failed' }, second.revision);
    expect(await progressOf(name)).toMatchObject({ state: 'running', perSecond: 10, etaSeconds: null });
    expect(await change(name, 'pause')).toMatchObject({ state: 'paused', perSecond: 0, etaSeconds: null });
  });

  it('that is forgotten leaves nothing behind', async () => {
    const { processNamed, name, buildJobs } = await unbuiltSheets(1);
    const { begin, forget, progressOf } = processNamed('one');
    await begin(name, byBob);
    await forget(name);
    expect(await progressOf(name)).toBeUndefined();
    expect(await buildJobs.unfinished()).toEqual([]);
  });
});

describe('a build that is changed by an operator', () => {
  it('stops when it is paused, and goes on from there when it is resumed', async () => {
    const { processNamed, shown, expected, name } = await unbuiltSheets();
    const { begin, change, work, progressOf } = processNamed('one');
    await begin(name, byBob);
    await work({ forMs: 0, partsAtOnce: 8 });
    expect(await change(name, 'pause')).toMatchObject({ state: 'paused' });
    expect(await work(unhurried)).toEqual({ done: 0, released: 0, failed: 0, lost: 0 });
    expect(await begin(name, byBob)).toMatchObject({ outcome: 'running', progress: { state: 'paused' } });
    expect(await change(name, 'resume')).toMatchObject({ state: 'waiting' });
    await work(unhurried);
    expect(await shown()).toEqual(expected);
    expect(await progressOf(name)).toMatchObject({ state: 'done', commits: 100 });
  });

  it('takes the parts away from whoever works on them: nothing more of them is delivered', async () => {
    const { processNamed, historyParts, name } = await unbuiltSheets();
    const operator = processNamed('operator');
    await operator.begin(name, byBob);
    let pages = 0;
    const cancelled = watched(historyParts, async (count) => {
      pages = count;
      await operator.change(name, 'cancel');
    });
    const { work } = processNamed('one', { historyParts: cancelled });
    expect(await work({ ...unhurried, partsAtOnce: 1 })).toEqual({ done: 0, released: 0, failed: 0, lost: 1 });
    expect(pages).toBe(1);
    expect(await operator.progressOf(name)).toMatchObject({ state: 'cancelled', commits: 0 });
  });

  it('goes on after it was cancelled, when it is asked for again', async () => {
    const { processNamed, shown, expected, name } = await unbuiltSheets();
    const { begin, change, work } = processNamed('one');
    await begin(name, byBob);
    expect(await change(name, 'cancel')).toMatchObject({ state: 'cancelled' });
    expect(await begin(name, byBob)).toMatchObject({ outcome: 'continued' });
    await work(unhurried);
    expect(await shown()).toEqual(expected);
  });

  it('is changed once, whatever a worker or another operator makes of it at the same moment', async () => {
    const { processNamed, buildJobs, name } = await unbuiltSheets(4);
    const before = (meanwhile: () => Promise<unknown>) => ({
      buildJobs: { ...buildJobs, find: (asked: string) => meanwhile().then(() => buildJobs.find(asked)) },
    });
    const quick = processNamed('quick');
    await quick.begin(name, byBob);
    const other = processNamed(
      'operator',
      before(() => quick.work(unhurried)),
    );
    expect(await other.begin(name, byBob)).toMatchObject({ outcome: 'continued', progress: { state: 'done' } });
    await quick.begin(name, { ...byBob, again: true });
    const against = processNamed(
      'operator',
      before(() => quick.change(name, 'resume')),
    );
    expect(await against.change(name, 'pause')).toMatchObject({ state: 'waiting' });
  });
});
