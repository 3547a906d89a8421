import { beforeEach, describe, expect, it } from 'vitest';
import type { Reader } from '../../../application/callers/reach.ts';
import { asking, peopleOverMemory } from '../../support/people.ts';
import { auditor, clerk, owning } from '../../support/readers.ts';
import { specTime } from '../../support/as-bob.ts';

const secrets = ['Ada Lovelace', 'ada@example.org', 'ada@new.example', '12 St James Square', 'London'];
const address = { street: '12 St James Square', city: 'London', country: 'GB' };
const masked = { street: '[personal]', city: '[personal]', country: 'GB' };

let world: ReturnType<typeof peopleOverMemory>;
let process: ReturnType<typeof world.newProcess>;

beforeEach(async () => {
  world = peopleOverMemory();
  process = world.newProcess();
  await process.send('ada', asking.register('ada@example.org'));
  await process.send('ada', asking.changeEmail('ada@new.example'));
  await process.send('ada', { type: 'MovePerson', data: { address }, at: specTime });
});

const dataFor = async (reader: Reader) =>
  (await process.history(reader, 'ada'))?.entries.map(({ type, data }) => ({ type, data }));

const allFor = async (reader: Reader) =>
  JSON.stringify([
    await process.history(reader, 'ada'),
    await process.asOf(reader, 'ada', { version: 3 }),
    await process.difference(reader, 'ada', { version: 0 }, { version: 3 }),
  ]);

describe('What is personal in the past of an entity', () => {
  it.each([
    ['a clerk', clerk],
    ['the person whose own it is', owning('ada')],
    ['an auditor whose own it is', { reach: 'all', personalReach: { ownerId: 'ada' } } as const],
  ])('is shown to %s', async (_, reader) => {
    expect(await dataFor(reader)).toEqual([
      {
        type: 'PersonRegistered',
        data: { name: 'Ada Lovelace', email: 'ada@example.org', registeredAt: specTime },
      },
      { type: 'PersonEmailChanged', data: { email: 'ada@new.example' } },
      { type: 'PersonMoved', data: { address } },
    ]);
    for (const secret of secrets) expect(await allFor(reader)).toContain(secret);
  });

  it.each([
    ['an auditor', auditor],
    ['an auditor who is another person', { reach: 'all', personalReach: { ownerId: 'bob' } } as const],
  ])('reads [personal] to %s, and the rest of the event is shown', async (_, reader) => {
    expect(await dataFor(reader)).toEqual([
      { type: 'PersonRegistered', data: { name: '[personal]', email: '[personal]', registeredAt: specTime } },
      { type: 'PersonEmailChanged', data: { email: '[personal]' } },
      { type: 'PersonMoved', data: { address: masked } },
    ]);
  });

  it('reads [personal] to an auditor also in changes and in a state as of then', async () => {
    for (const secret of secrets) expect(await allFor(auditor)).not.toContain(secret);
    expect((await process.history(auditor, 'ada'))?.entries[0]?.changes).toContainEqual({
      path: 'email',
      to: '[personal]',
    });
    expect(await process.asOf(auditor, 'ada', { version: 3 })).toMatchObject({
      view: { personId: 'ada', status: 'registered', name: '[personal]', address: masked, registeredAt: specTime },
    });
    expect((await process.difference(auditor, 'ada', { version: 2 }, { version: 3 }))?.changes).toEqual([
      { path: 'address.street', to: '[personal]' },
      { path: 'address.city', to: '[personal]' },
      { path: 'address.country', to: 'GB' },
    ]);
  });

  it.each([
    ['a clerk', clerk],
    ['an auditor', auditor],
  ])('reads [erased] to %s once its subject is erased', async (_, reader) => {
    await process.send('ada', asking.erase);
    await process.erasing.deliver(world.stored.feed());
    expect((await dataFor(reader))?.[0]?.data).toEqual({ name: '[erased]', email: '[erased]', registeredAt: specTime });
    expect(await allFor(reader)).not.toContain('[personal]');
  });
});
