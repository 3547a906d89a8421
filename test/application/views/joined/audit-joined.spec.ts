import { asOlga, resultOf } from '../../../support/as-olga.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditsOf } from '../../../../application/system/audits.ts';
import { audit } from '../../../../application/views/audit/audit.ts';
import { auditedJoined } from '../../../../application/views/joined/audit-joined.ts';
import type { Sample } from '../../../../application/views/audit/audit-sample.ts';
import { specTime } from '../../../support/as-bob.ts';
import { joinedLedger, owners, type OwnerDocument } from '../../../support/ledger/index.ts';
import { happened } from '../totals/counting.ts';
import { joining, lives } from './joining.ts';

const { opened, changed, dropped } = happened;
const aDayLater = '2026-12-31T00:00:00.000Z';
const right = { late: 0, different: 0, repaired: 0, differences: [] };
const bob = { ownerId: 'bob', status: 'registered', name: 'Bob', sheets: 2, open: 2, amount: 13, lowest: 6 };

let ledger: ReturnType<typeof joining>;
let now = aDayLater;
let meanwhile: (() => Promise<unknown>) | undefined;

const auditing = async (repairs = false, { sample = 'all', own = {} }: { sample?: Sample; own?: object } = {}) => {
  const pause = async () => {
    await meanwhile?.();
  };
  const auditCapabilities = { ...ledger, clock: () => now, pause, sample, random: () => 0, ...own };
  const view = auditsOf(joinedLedger, auditCapabilities).get(owners.name);
  if (view === undefined) throw new Error('no audit');
  const differences: string[] = [];
  const asked = { sample, repairs, random: () => 0, report: (difference: string) => differences.push(difference) };
  const found = await audit(view, ledger.storedHistory, asked);
  return { ...found, differences: differences.toSorted() };
};

const follow = () => ledger.owners.deliver(ledger.feed());

/** Changes what is stored of an owner, as no projector does. */
const spoil = async (key: string, change: Partial<Parameters<typeof ledger.documents.save>[1]>) => {
  const found = await ledger.documents.find(key);
  const saved = await ledger.documents.save(key, { document: 'stays', etag: found?.etag, parts: [], ...change });
  if (typeof saved === 'string') throw new Error(saved);
};
const document = (view: OwnerDocument) => ({ document: { view, version: 7 } });
const sheetPart = (amount: number) => ({ of: 'sheet', isOpen: true, amount }) as const;

/** Leaves something else in the place of a part. */
const damage = (streamId: string) => {
  const part = ledger.stored.get(owners.name)?.parts.get('bob')?.get(streamId);
  if (part === undefined) throw new Error(streamId);
  Object.assign(part, { value: { of: 'nothing' } });
};

beforeEach(async () => {
  ledger = joining();
  now = aDayLater;
  meanwhile = undefined;
  await ledger.append('sheet-1', [opened({ rent: 5 })], [changed('rent', 6)]);
  await ledger.append('sheet-2', [opened({ rent: 7 })]);
  await ledger.append('person-bob', [lives.registered('Bob')]);
  await follow();
});

describe('An audit of a joined view', () => {
  it('finds nothing wrong with documents that are what their parts make, and these what the events say', async () => {
    expect(await auditing()).toEqual({ ...right, streams: 3, entries: 1 });
  });

  it('names the fields of a document that its parts do not make, never the values, and writes what they make', async () => {
    await spoil('bob', document({ ...bob, status: 'registered', name: 'Eve', amount: 99 }));
    expect(await auditing()).toMatchObject({
      different: 1,
      repaired: 0,
      differences: ['bob: the document has another name, amount than its parts make.'],
    });
    expect(await auditing(true)).toMatchObject({ different: 1, repaired: 1 });
    expect(await ledger.documents.find('bob')).toMatchObject({ view: bob, version: 8 });
    expect(await auditing()).toMatchObject(right);
  });

  it('names a document that is missing, or damaged, and makes it of its parts', async () => {
    await spoil('bob', { document: undefined });
    expect(await auditing(true)).toMatchObject({ repaired: 1, differences: ['bob: the document is missing.'] });
    expect(await ledger.read('bob')).toEqual(bob);
    for (const stored of ledger.stored.get(owners.name)?.documents.values() ?? [])
      Object.assign(stored, { document: { version: 3, view: { ownerId: 'bob' } } });
    expect(await auditing(true)).toMatchObject({ repaired: 1, differences: ['bob: the document is damaged.'] });
    expect(await ledger.read('bob')).toEqual(bob);
  });

  it('deletes a document that nothing is part of', async () => {
    await spoil('zoe', document({ ...bob, status: 'registered', ownerId: 'zoe' }));
    expect(await auditing(true)).toMatchObject({
      repaired: 1,
      differences: ['zoe: the document is there, and nothing is part of it.'],
    });
    expect(await ledger.read('zoe')).toBe('nothing');
  });

  it('names a part that is not what the events say, and repairs it together with its document', async () => {
    const before = await ledger.documents.findPart('bob', 'sheet-1');
    await spoil('bob', {
      ...document({ ...bob, status: 'registered', amount: 67, lowest: 7 }),
      parts: [{ streamId: 'sheet-1', version: 2, value: sheetPart(60), before }],
    });
    expect(await auditing(true)).toMatchObject({
      different: 1,
      repaired: 1,
      differences: ['bob: the part of sheet-1 has another amount than its events say.'],
    });
    expect(await ledger.read('bob')).toEqual(bob);
    expect(await auditing()).toMatchObject(right);
  });

  it('names a part that is missing, and one that has moved away, and repairs both', async () => {
    await ledger.append('sheet-1', [dropped]);
    await ledger.append('sheet-3', [opened({ rent: 2 })]);
    expect(await auditing(true)).toMatchObject({ different: 3, repaired: 3 });
    expect(await ledger.read('bob')).toEqual({ ...bob, amount: 9, lowest: 2 });
    expect(await ledger.read('nobody')).toMatchObject({ sheets: 1, amount: 6 });
    expect(await auditing()).toMatchObject(right);
  });

  it('takes out a part of no stream, and the stream counts when it begins after all', async () => {
    const parts = [{ streamId: 'sheet-9', version: 1, value: sheetPart(50), before: undefined }];
    await spoil('bob', { ...document({ ...bob, status: 'registered', sheets: 3, open: 3, amount: 63 }), parts });
    expect(await auditing(true)).toMatchObject({ different: 1, repaired: 1 });
    expect(await ledger.read('bob')).toEqual(bob);
    expect(await auditing()).toMatchObject(right);
    await ledger.append('sheet-9', [opened({ rent: 4 })]);
    await follow();
    expect(await ledger.read('bob')).toEqual({ ...bob, sheets: 3, open: 3, amount: 17, lowest: 4 });
  });

  it('takes out nothing of a stream that it sees at the second look', async () => {
    const parts = [{ streamId: 'sheet-9', version: 1, value: sheetPart(50), before: undefined }];
    await spoil('bob', { ...document({ ...bob, status: 'registered', sheets: 3, open: 3, amount: 63 }), parts });
    meanwhile = () => ledger.append('sheet-9', [opened({ rent: 50 })]);
    expect(await auditing(true)).toMatchObject({ different: 0, repaired: 0 });
    expect(await ledger.read('bob')).toMatchObject({ sheets: 3, amount: 63 });
  });

  it('takes out a damaged part of no stream, whatever the sample', async () => {
    const parts = [{ streamId: 'sheet-9', version: 1, value: sheetPart(50), before: undefined }];
    await spoil('bob', { parts });
    damage('sheet-9');
    expect(await auditing(true, { sample: 1, own: { sample: 0 } })).toMatchObject({
      repaired: 1,
      differences: ['bob: the part of sheet-9 is damaged.'],
    });
    expect(await auditing()).toMatchObject(right);
  });

  it('repairs parts that are damaged, several of one document too, and names each once', async () => {
    for (const streamId of ['sheet-1', 'person-bob']) damage(streamId);
    await spoil('bob', document({ ...bob, status: 'registered', amount: 99 }));
    const differences = ['bob: the part of person-bob is damaged.', 'bob: the part of sheet-1 is damaged.'];
    expect(await auditing()).toMatchObject({ different: 2, differences });
    const { different, repaired } = await auditing(true);
    expect(repaired).toBe(different);
    expect(await ledger.read('bob')).toEqual(bob);
    expect(await auditing()).toMatchObject(right);
  });

  it('is what two damaged parts of one document need, as their parked streams say: no replay of one of them repairs it', async () => {
    const sheets = ['sheet-1', 'sheet-2'] as const;
    for (const streamId of sheets) damage(streamId);
    const replays = () =>
      Promise.all(
        sheets.map((streamId) =>
          resultOf(ledger.system.operate(asOlga()).replay({ subscriber: owners.name, streamId })),
        ),
      );
    expect(await replays()).toMatchObject([{ parked: 1 }, { parked: 1 }]);
    const reason =
      'The parts of sheet-1, sheet-2 in the owners document bob are damaged, 2 in all: a replay of one needs the others. ' +
      'An audit repairs them: npm run views -- audit owners --all --repair';
    const parked = async () => (await ledger.parkingLot.list({ limit: 10 })).items;
    expect((await parked()).map((each) => each.reason)).toEqual([reason, reason]);
    const { different, repaired } = await auditing(true);
    expect([different > 0, repaired]).toEqual([true, different]);
    await replays();
    expect(await parked()).toEqual([]);
    expect(await ledger.read('bob')).toEqual(bob);
  });

  it('calls a part late that is behind its stream for less than a minute, or is parked, and leaves it', async () => {
    await ledger.append('sheet-1', [changed('rent', 8)]);
    expect(await auditing()).toMatchObject({ late: 0, different: 1 });
    now = specTime;
    expect(await auditing(true)).toMatchObject({ late: 1, different: 0 });
    now = aDayLater;
    const parked = { subscriber: owners.name, streamId: 'sheet-1', reason: 'rain', parkedAt: specTime, document: {} };
    await ledger.parkingLot.park(parked);
    expect(await auditing(true)).toMatchObject({ late: 1, different: 0 });
    expect(await ledger.read('bob')).toEqual(bob);
  });

  it('looks again where others save in between, overwrites nothing newer, and names nothing that is right by then', async () => {
    await spoil('bob', document({ ...bob, status: 'registered', amount: 99 }));
    let saves = 0;
    const joinedDocuments: typeof ledger.joinedDocuments = (joined) => {
      const inner = ledger.joinedDocuments(joined);
      const save: typeof inner.save = async (...asked) => {
        saves += 1;
        await ledger.append('sheet-2', [changed('rent', 7 + saves)]);
        if (saves === 1) await follow();
        return inner.save(...asked);
      };
      return { ...inner, save };
    };
    const sheets = { own: { joinedDocuments } };
    expect(await auditing(true, sheets)).toMatchObject({ repaired: 1 });
    expect(saves).toBe(2);
    await follow();
    expect(await ledger.read('bob')).toEqual({ ...bob, amount: 15 });
    await spoil('bob', document({ ...bob, status: 'registered', amount: 99 }));
    meanwhile = () => spoil('bob', document({ ...bob, status: 'registered', amount: 15 }));
    expect(await auditing(true)).toMatchObject(right);
  });

  it('leaves no text of an erased person, where an older state was put back', async () => {
    const [part, found] = [await ledger.documents.findPart('bob', 'person-bob'), await ledger.documents.find('bob')];
    if (part === undefined || found?.view === undefined) throw new Error('nothing');
    await ledger.append('person-bob', [lives.erased]);
    await follow();
    const before = await ledger.documents.findPart('bob', 'person-bob');
    await spoil('bob', { document: { view: found.view, version: 9 }, parts: [{ ...part, version: 2, before }] });
    const { differences, ...counted } = await auditing(true);
    expect(counted).toMatchObject({ different: 1, repaired: 1 });
    expect(JSON.stringify([differences, await ledger.read('bob')])).not.toMatch(/Bob/);
    expect(await ledger.documents.findPart('bob', 'person-bob')).toMatchObject({ value: { of: 'erased' } });
  });

  it('goes on behind a part that its view fails on, and says so without values', async () => {
    await ledger.append('sheet-3', [opened({ rent: 1 })]);
    const apply = (): never => {
      throw new Error('Bob');
    };
    const ports = { ...ledger, isLate: async () => false, pause: async () => undefined, sample: 'all' as const };
    const view = auditedJoined({ ...owners, apply }, { ...ports, random: () => 0 });
    expect(await view.checkStream('sheet-3', true)).toEqual([
      { difference: 'bob: the view cannot make a document of these parts.', isRepaired: false },
    ]);
    expect(await view.checkStream('sheet-1', true)).toEqual(['right']);
  });
});
