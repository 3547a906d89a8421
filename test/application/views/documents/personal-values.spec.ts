import { beforeEach, describe, expect, it } from 'vitest';
import type { Reader } from '../../../../application/callers/reach.ts';
import { peopleById } from '../../../support/ledger/index.ts';
import { asking, peopleOverMemory } from '../../../support/people.ts';
import { auditor, clerk, owning } from '../../../support/readers.ts';
import { specTime } from '../../../support/as-bob.ts';

const address = { street: '12 St James Square', city: 'London', country: 'GB' };
const plain = { personId: 'ada', status: 'registered', registeredAt: specTime };
const ada = { ...plain, name: 'Ada Lovelace', email: 'ada@example.org', address };
const masked = {
  ...plain,
  name: '[personal]',
  email: '[personal]',
  address: { street: '[personal]', city: '[personal]', country: 'GB' },
};

let process: ReturnType<ReturnType<typeof peopleOverMemory>['newProcess']>;

const readerFor = (reader: Reader) => process.system.readerOf(peopleById).for(reader);
const listed = async (reader: Reader) => (await readerFor(reader).list({ limit: 10 })).items.map(({ view }) => view);

beforeEach(async () => {
  const world = peopleOverMemory();
  process = world.newProcess();
  await process.send('ada', asking.register('ada@example.org'));
  await process.send('ada', { type: 'MovePerson', data: { address }, at: specTime });
  await process.projecting.deliver(world.stored.feed());
});

describe('What is personal in a view', () => {
  it.each([
    ['a clerk', clerk],
    ['the person whose own it is', owning('ada')],
    ['an auditor whose own it is', { reach: 'all', personalReach: { ownerId: 'ada' } } as const],
  ])('is shown to %s', async (_, reader) => {
    expect(await readerFor(reader).read({ id: 'ada', partition: 'ada' })).toMatchObject({
      found: 'current',
      view: ada,
    });
    expect(await listed(reader)).toEqual([ada]);
  });

  it.each([
    ['an auditor', auditor],
    ['an auditor who is another person', { reach: 'all', personalReach: { ownerId: 'bob' } } as const],
  ])('reads [personal] to %s, and stays as it is in the store', async (_, reader) => {
    const found = await readerFor(reader).read({ id: 'ada', partition: 'ada' }, 2);
    expect(found).toMatchObject({ found: 'current', view: masked, version: 2 });
    expect(await listed(reader)).toEqual([masked]);
    expect(await listed(clerk)).toEqual([ada]);
  });
});
