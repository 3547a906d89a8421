import { beforeEach, describe, expect, it } from 'vitest';
import { asking } from '../../../support/people.ts';
import { specTime } from '../../../support/as-bob.ts';
import { auditor, clerk, owning } from '../../../support/readers.ts';
import { commands } from '../../../support/sheets.ts';
import { logging } from './logging.ts';

const address = { street: '12 St James Square', city: 'London', country: 'GB' };
const moving = { type: 'MovePerson', data: { address }, at: specTime } as const;

let ledger: ReturnType<typeof logging>;

beforeEach(async () => {
  ledger = logging();
  await ledger.sendTo('ada', asking.register('ada@example.org'), asking.changeEmail('lovelace@example.org'), moving);
  await ledger.deeds.deliver(ledger.feed());
  await ledger.names.deliver(ledger.feed());
});

const storedText = async (): Promise<string> => {
  const { items } = await ledger.stored.list({ partition: 'bob', orderBy: 'position', limit: 100 });
  return JSON.stringify(items);
};
const changesSeen = async (reader = clerk) => (await ledger.listed('bob', reader)).map(({ changes }) => changes);

describe('What is personal in a log', () => {
  it('is shown to readers who see personal values, old and new', async () => {
    const [registered, changed, moved] = await changesSeen();
    expect(registered).toContainEqual({ path: 'name', to: 'Ada Lovelace' });
    expect(changed).toEqual([{ path: 'email', from: 'ada@example.org', to: 'lovelace@example.org' }]);
    expect(moved).toContainEqual({ path: 'address.city', to: 'London' });
    expect((await ledger.namesFor(clerk).list({ limit: 10 })).items).toMatchObject([
      { view: { name: 'Ada Lovelace' } },
    ]);
  });

  it('reads [personal] to others, and nothing else does', async () => {
    const [registered, changed, moved] = await changesSeen(auditor);
    expect(registered).toContainEqual({ path: 'status', to: 'registered' });
    expect(registered).toContainEqual({ path: 'name', to: '[personal]' });
    expect(changed).toEqual([{ path: 'email', from: '[personal]', to: '[personal]' }]);
    expect(moved).toContainEqual({ path: 'address.country', to: 'GB' });
    expect(moved).toContainEqual({ path: 'address.street', to: '[personal]' });
    expect((await ledger.namesFor(auditor).list({ limit: 10 })).items).toMatchObject([
      { view: { name: '[personal]' } },
    ]);
  });

  it('is seen by who sees their own in entries of their own only', async () => {
    const bob = owning('bob');
    expect((await changesSeen(bob))[1]).toContainEqual(expect.objectContaining({ to: 'lovelace@example.org' }));
    const masked = await changesSeen({ reach: 'all', personalReach: { ownerId: 'eve' } });
    expect(masked[1]).toEqual([{ path: 'email', from: '[personal]', to: '[personal]' }]);
  });

  it('is stored under the key of its stream', async () => {
    const text = await storedText();
    for (const value of ['Lovelace', 'lovelace', 'example.org', 'London', 'Square']) expect(text).not.toContain(value);
    expect(text).toContain('"GB"');
  });

  it('is gone once its subject is erased, from entries that were there before, and from those that are made after', async () => {
    await ledger.sendTo('ada', asking.erase);
    await ledger.erasing.deliver(ledger.feed());
    ledger.keys.pass(300_001);
    await ledger.deeds.deliver(ledger.feed());
    const changes = await changesSeen();
    expect(changes[0]).toContainEqual({ path: 'name', to: '[erased]' });
    expect(changes[1]).toEqual([{ path: 'email', from: '[erased]', to: '[erased]' }]);
    expect(JSON.stringify(changes)).not.toMatch(/Lovelace|example\.org|London/);

    const anew = logging({ keys: ledger.keys.process() });
    await anew.deeds.deliver(ledger.feed());
    expect(JSON.stringify(await anew.listed('bob'))).not.toMatch(/Lovelace|example\.org|London/);
  });

  it('leaves out an entry that cannot be opened, as its key was lost, and shows the others', async () => {
    await ledger.send('1', commands.open);
    await ledger.deeds.deliver(ledger.feed());
    const keys = { ...ledger.keys.process(), toOpen: () => Promise.resolve('missing' as const) };
    const { items } = await ledger.newProcess({ keys }).deedsFor(clerk).list({ partition: 'bob', limit: 100 });
    expect(items.map(({ view }) => view.streamId)).toEqual(['sheet-1']);
  });
});
