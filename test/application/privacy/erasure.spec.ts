import { beforeEach, describe, expect, it } from 'vitest';
import { decryptingWith } from '../../../application/privacy/decrypt-commits.ts';
import { personalEventStore } from '../../../application/privacy/personal-event-store.ts';
import { projector } from '../../../application/views/documents/projector.ts';
import { peopleById } from '../../support/ledger/index.ts';
import { asking, peopleOverMemory } from '../../support/people.ts';
import { clerk } from '../../support/readers.ts';

const { register, changeEmail, erase } = asking;
const fiveMinutes = 301;
const secrets = ['Ada Lovelace', 'ada@example.org', 'ada@new.example'];

let world: ReturnType<typeof peopleOverMemory>;
let here: ReturnType<typeof world.newProcess>;
let elsewhere: ReturnType<typeof world.newProcess>;

const expectNothingOfAda = (found: unknown): void => {
  for (const secret of secrets) expect(JSON.stringify(found)).not.toContain(secret);
};

/** All that follows the feed, once. */
const deliver = async (): Promise<void> => {
  for (const subscriber of [here.projecting, here.confirming, here.erasing])
    await subscriber.deliver(world.stored.feed());
};

beforeEach(async () => {
  world = peopleOverMemory();
  [here, elsewhere] = [world.newProcess(), world.newProcess()];
  await here.send('1', register('ada@example.org'));
  await here.send('1', changeEmail('ada@new.example'));
  await deliver();
});

describe('An erased subject', () => {
  beforeEach(async () => {
    await elsewhere.history(clerk, '1'); // knows the key
    await here.send('1', erase);
    await deliver();
  });

  it('is unreadable in history and as-of queries at once, in the process that erased it', async () => {
    expect(await here.history(clerk, '1')).toMatchObject({
      version: 3,
      entries: [{ type: 'PersonRegistered' }, {}, {}],
    });
    expectNothingOfAda(await here.history(clerk, '1'));
    expect(await here.asOf(clerk, '1', { version: 2 })).toMatchObject({
      view: { name: '[erased]', email: '[erased]' },
    });
  });

  it('is unreadable in every other process within five minutes', async () => {
    expect(JSON.stringify(await elsewhere.history(clerk, '1'))).toContain('ada@new.example');
    world.pass(fiveMinutes);
    expectNothingOfAda(await elsewhere.history(clerk, '1'));
  });

  it('is removed from the view, which keeps only that there was a person', async () => {
    expect((await world.view('1'))?.view).toMatchObject({ personId: '1', status: 'erased' });
    expectNothingOfAda(await world.view('1'));
  });

  it('stays erased in the view, whatever is delivered, in any order, by a process that still caches the key', async () => {
    const early = world.stored.feed().slice(0, 2);
    for (const process of [elsewhere, here])
      for (const subscriber of [process.projecting, process.confirming, process.erasing])
        for (const documents of [early, world.stored.feed().toReversed(), early]) await subscriber.deliver(documents);
    expectNothingOfAda(await world.view('1'));
    expect(await here.keys.toOpen('person-1')).toBe('erased');
    expect(await here.send('2', register('ada@new.example'))).toMatchObject({ outcome: 'accepted' });
  });

  it('cannot be registered or changed by a process that has not seen the erasure', async () => {
    for (const command of [register('ada@example.org'), changeEmail('other@example.org')])
      expect(await world.newProcess().send('1', command)).toEqual({
        outcome: 'rejected',
        rejection: { type: 'PersonAlreadyErased' },
      });
    expect(world.stored.feed()).toHaveLength(3);
  });
});

describe('An erasure', () => {
  const crashed = () => Promise.reject(new Error('The power is gone.'));

  it('that crashes before the key is destroyed is finished by the next delivery', async () => {
    await here.send('1', erase);
    const { destroy } = here.keys;
    Object.assign(here.keys, { destroy: crashed });
    await expect(here.erasing.deliver(world.stored.feed())).rejects.toThrow('The power is gone.');
    Object.assign(here.keys, { destroy });
    expect(await here.erasing.deliver(world.stored.feed())).toMatchObject({ applied: 1 });
    expect(await here.keys.toOpen('person-1')).toBe('erased');
  });

  it('wins over a view that is saved late with values decrypted before it', async () => {
    const late = peopleOverMemory();
    const slow = late.newProcess();
    await slow.send('1', register('ada@example.org'));
    const early = late.stored.feed();
    await slow.send('1', erase);
    const { save } = late.readModel;
    const overtaken = async (...asked: Parameters<typeof save>) => {
      await late.newProcess().projecting.deliver(late.stored.feed());
      return save(...asked);
    };
    const readModel = { ...late.readModel, save: overtaken };
    const projecting = projector(peopleById, { ...late, ...slow, decrypt: decryptingWith(slow.keys), readModel });
    expect(await projecting.deliver(early)).toMatchObject({ alreadyApplied: 1 });
    expect(await late.view('1')).toMatchObject({ version: 2, view: { status: 'erased' } });
    expectNothingOfAda(await late.view('1'));
  });

  it('leaves every other subject readable', async () => {
    await here.send('2', register('bob@example.org', 'Bob'));
    await here.send('1', erase);
    await deliver();
    world.pass(fiveMinutes);
    expect(JSON.stringify(await personalEventStore(world.stored, world.keys.process()).read('person-2'))).toContain(
      'Bob',
    );
    expect((await world.view('2'))?.view).toMatchObject({ name: 'Bob' });
  });
});
