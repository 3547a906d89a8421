import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sealingWith } from '../../../../application/privacy/seal-values.ts';
import { loggedChange } from '../../../../application/views/logs/log-changes.ts';
import { auditsOf } from '../../../../application/system/audits.ts';
import { streamIdSchema } from '../../../../application/streams/commit.ts';
import { audit } from '../../../../application/views/audit/audit.ts';
import type { LogDocument } from '../../../../application/views/logs/log-document.ts';
import { specTime } from '../../../support/as-bob.ts';
import { deeds, loggedLedger } from '../../../support/ledger/index.ts';
import { asking } from '../../../support/people.ts';
import { commands } from '../../../support/sheets.ts';
import { logging } from './logging.ts';

const aDayLater = '2026-12-31T00:00:00.000Z';
const right = { late: 0, different: 0, repaired: 0, differences: [] };
const first = { id: 'sheet-1:1', partition: 'bob' };
const ada = { id: 'person-ada:1', partition: 'bob' };

const changesOf = (view: LogDocument) => z.array(loggedChange).parse(view['changes']);

let ledger: ReturnType<typeof logging>;
let now = aDayLater;
let meanwhile: (() => Promise<unknown>) | undefined;

const auditing = async (repairs = false) => {
  const pause = async () => {
    await meanwhile?.();
  };
  const keys = ledger.keys.process();
  const capabilities = { ...ledger, keys, clock: () => now, pause, sample: 'all', random: () => 0 } as const;
  const view = auditsOf(loggedLedger, capabilities).get(deeds.name);
  if (view === undefined) throw new Error('no audit');
  const differences: string[] = [];
  const report = (difference: string) => differences.push(difference);
  const found = await audit(view, ledger.storedHistory, { sample: 'all', repairs, random: () => 0, report });
  return { ...found, differences };
};

const find = async (key: typeof first) => {
  const found = await ledger.stored.find(key);
  if (found?.view === undefined) throw new Error(key.id);
  return found;
};
const spoil = async (key: typeof first, change: (view: LogDocument) => LogDocument) => {
  const { view, version, etag } = await find(key);
  expect(await ledger.stored.save(key, { view: change(view), version }, etag)).not.toBe('conflict');
};

beforeEach(async () => {
  ledger = logging();
  now = aDayLater;
  meanwhile = undefined;
  await ledger.send('1', commands.open);
  await ledger.sendTo('ada', asking.register('ada@example.org'), asking.changeEmail('lovelace@example.org'));
  await ledger.deeds.deliver(ledger.feed());
});

describe('An audit of a log', () => {
  it('finds nothing wrong with entries that are what their events give, sealed values opened', async () => {
    expect(await auditing()).toEqual({ ...right, streams: 2, entries: 3 });
  });

  it('names an entry that is missing, and creates it as it was', async () => {
    for (const key of [first, ada]) {
      const { etag, ...before } = await find(key);
      await ledger.stored.remove(key, etag);
      expect(await auditing()).toMatchObject({ different: 1, repaired: 0 });
      expect(await auditing(true)).toMatchObject({
        repaired: 1,
        differences: [`The entry about version 1 of ${key.id.slice(0, -2)} is missing.`],
      });
      expect((await find(key)).version).toBe(before.version);
      expect(await auditing()).toMatchObject(right);
    }
    expect(JSON.stringify(await find(ada))).not.toMatch(/Lovelace|example\.org/);
  });

  it('names the fields of an entry that its event does not give, never the values, and replaces it', async () => {
    const before = await find(first);
    await spoil(first, (view) => ({ ...view, type: 'SheetBurnt', changes: [] }));
    expect(await auditing(true)).toMatchObject({
      repaired: 1,
      differences: ['The entry about version 1 of sheet-1 has another type, changes than its event says.'],
    });
    expect((await find(first)).view).toEqual(before.view);
    expect(await auditing()).toMatchObject(right);
  });

  it('names a personal value that is not sealed, is another one, or is sealed for another place, and seals what is right', async () => {
    const listed = await ledger.listed('bob');
    const plain = listed.find(({ streamId }) => streamId === 'person-ada')?.changes ?? [];
    const name = plain.findIndex(({ path }) => path === 'name');
    const sealedFor = async (version: number) => {
      const place = { streamId: streamIdSchema.parse('person-ada'), version, of: deeds.name };
      const changes = plain.map((change) => ({ ...change, to: 'Eve' }));
      const view = await sealingWith(ledger.keys.process())(place, { changes }, [['changes', name, 'to']]);
      return changesOf(view)[name];
    };
    const spoilt = [
      [plain[name], 'has another changes than its event says'],
      [await sealedFor(1), 'has another changes than its event says'],
      [await sealedFor(2), 'is damaged'],
    ] as const;
    for (const [change, what] of spoilt) {
      await spoil(ada, (view) => ({ ...view, changes: changesOf(view).with(name, change ?? { path: 'none' }) }));
      const found = await auditing(true);
      expect(found).toMatchObject({
        repaired: 1,
        differences: [`The entry about version 1 of person-ada ${what}.`],
      });
      expect(JSON.stringify([found, await find(ada)])).not.toMatch(/Lovelace|Eve|example\.org/);
      expect(await ledger.listed('bob')).toEqual(listed);
    }
    expect(await auditing()).toMatchObject(right);
  });

  it('calls what is erased right, and seals nothing for an erased person', async () => {
    await ledger.sendTo('ada', asking.erase);
    await ledger.deeds.deliver(ledger.feed());
    await ledger.erasing.deliver(ledger.feed());
    ledger.keys.pass(300_001);
    expect(await auditing()).toMatchObject(right);
    const plain = [{ path: 'name', to: 'Ada Lovelace' }];
    await spoil(ada, (view) => ({ ...view, changes: plain }));
    expect(await auditing(true)).toMatchObject({ different: 1, repaired: 1 });
    expect(JSON.stringify(await find(ada))).not.toMatch(/Lovelace|\$personal/);
    expect(await auditing()).toMatchObject(right);
  });

  it('removes entries of no event, and of another place, but none whose event it sees at the second look', async () => {
    const { view } = await find(first);
    for (const stray of [
      { ...first, partition: 'eve' },
      { ...first, id: 'sheet-1:9' },
      { ...first, id: 'moon' },
    ]) {
      await ledger.stored.save(stray, { view: { ...view, actor: stray.partition }, version: 9 }, undefined);
      expect(await auditing(true)).toMatchObject({
        repaired: 1,
        differences: [`The entry ${stray.id} lies where no event has put it.`],
      });
      expect(await ledger.stored.find(stray)).toBeUndefined();
    }
    await ledger.stored.save({ ...first, id: 'sheet-2:1' }, { view: { ...view, of: '2', streamId: 'sheet-2' }, version: 1 }, undefined); // prettier-ignore
    meanwhile = () => ledger.send('2', commands.open);
    expect((await auditing(true)).differences).toEqual([expect.stringContaining('has another position, changes')]);
    expect(await ledger.stored.find({ ...first, id: 'sheet-2:1' })).toBeDefined();
  });

  it('calls an entry late that is missing for less than a minute, or whose stream is parked', async () => {
    const { etag } = await find(first);
    await ledger.stored.remove(first, etag);
    now = specTime;
    expect(await auditing(true)).toMatchObject({ late: 1, different: 0 });
    now = aDayLater;
    const parked = { subscriber: deeds.name, streamId: 'sheet-1', reason: 'rain', parkedAt: specTime, document: {} };
    await ledger.parkingLot.park(parked);
    expect(await auditing(true)).toMatchObject({ late: 1, different: 0 });
    expect(await ledger.stored.find(first)).toBeUndefined();
  });

  it('takes an entry that its subscriber has created in between for right', async () => {
    const { etag } = await find(first);
    await ledger.stored.remove(first, etag);
    const readModel: typeof ledger.readModel = (view) => {
      const model = ledger.readModel(view);
      const save: typeof model.save = async (...asked) => {
        await ledger.deeds.deliver(ledger.feed());
        return model.save(...asked);
      };
      return { ...model, save };
    };
    const capabilities = { ...ledger, readModel, keys: ledger.keys.process(), clock: () => now };
    const ports = { pause: () => Promise.resolve(), sample: 'all', random: () => 0 } as const;
    const view = auditsOf(loggedLedger, { ...capabilities, ...ports }).get(deeds.name);
    const { data: streamId } = streamIdSchema.safeParse('sheet-1');
    expect(streamId && (await view?.checkStream(streamId, true))).toEqual(['right']);
  });
});
