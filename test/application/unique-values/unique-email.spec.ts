import { beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import type { StreamHead } from '../../../application/streams/stream-head.ts';
import { forgottenSeconds, pendingSeconds } from '../../../application/unique-values/reservations.ts';
import { notTraced, type Facts } from '../../../application/tracing.ts';
import { asking, peopleOverMemory, dying } from '../../support/people.ts';
import { allParked } from '../../support/all-parked.ts';

const { register, changeEmail, erase } = asking;
const used = { outcome: 'rejected', rejection: { type: 'EmailAlreadyUsed' } };
const accepted = { outcome: 'accepted' };

let world: ReturnType<typeof peopleOverMemory>;
let here: ReturnType<typeof world.newProcess>;

beforeEach(() => {
  world = peopleOverMemory();
  here = world.newProcess();
});

const confirm = () => here.confirming.deliver(world.stored.feed());

describe('An email', () => {
  it('is used by one person at a time, whatever its capitals', async () => {
    expect(await here.send('1', register('ada@example.org'))).toMatchObject(accepted);
    expect(await here.send('2', register('Ada@Example.org'))).toEqual(used);
    expect(await here.send('2', register('bob@example.org'))).toMatchObject(accepted);
    expect(await here.send('2', changeEmail('ada@example.org'))).toEqual(used);
    await confirm();
    world.pass(pendingSeconds * 2);
    expect(await here.send('2', changeEmail('ada@example.org'))).toEqual(used);
  });

  it('that is in use is logged as a rejection, and not as a failure', async () => {
    await here.send('1', register('ada@example.org'));
    const lines: Facts[] = [];
    const logged = world.newProcess(undefined, { ...notTraced, log: (line) => void lines.push(line) });
    expect(await logged.send('2', register('ada@example.org'))).toEqual(used);
    expect(lines).toMatchObject([{ command: 'RegisterPerson', streamId: 'person-2', outcome: 'rejected' }]);
    expect(lines[0]).not.toHaveProperty('error');
  });

  it('is won by one of many people who register at once, in processes of their own', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => world.newProcess().send(String(index), register('ada@example.org'))),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(7);
    expect(world.stored.feed()).toHaveLength(1);
  });

  it.each(['delivered', 'not delivered'])(
    'is free as soon as its person has another, or is erased, with the events %s',
    async (how) => {
      const deliver = how === 'delivered' ? confirm : () => Promise.resolve();
      await here.send('1', register('ada@example.org'));
      await deliver();
      await here.send('1', changeEmail('ada@new.example'));
      await deliver();
      expect(await world.newProcess().send('2', register('ada@example.org'))).toMatchObject(accepted);
      await here.send('1', erase);
      await deliver();
      expect(await world.newProcess().send('3', register('ada@new.example'))).toMatchObject(accepted);
      await confirm();
      expect(await allParked(world.parkingLot)).toEqual([]);
      expect(await here.send('4', register('ada@example.org'))).toEqual(used);
      expect(await here.send('4', register('ada@new.example'))).toEqual(used);
    },
  );

  it('that was given up leaves no reservation behind', async () => {
    for (const email of ['ada@example.org', 'ada@new.example', 'ada@third.example'])
      await here.send('1', email === 'ada@example.org' ? register(email) : changeEmail(email));
    await confirm();
    expect(await world.reservations.namesOf('person-1')).toHaveLength(1);
    await here.send('1', erase);
    await confirm();
    expect(await world.reservations.namesOf('person-1')).toEqual([]);
  });

  it('that goes to somebody else while it is confirmed is parked by nobody', async () => {
    await here.send('1', register('ada@example.org'));
    const slow = world.newProcess((eventStore) => ({
      ...eventStore,
      read: async (...asked) => {
        const found = await eventStore.read(...asked);
        if (asked[0] === 'person-1' && found.length === 1) {
          await here.send('1', changeEmail('ada@new.example'));
          await here.send('2', register('ada@example.org'));
        }
        return found;
      },
    }));
    expect(await slow.confirming.deliver(world.stored.feed())).toMatchObject({ parked: 0 });
    expect(await world.reservations.namesOf('person-1')).toHaveLength(1);
    await confirm();
    expect(await here.send('3', register('ada@example.org'))).toEqual(used);
    expect(await here.send('3', register('ada@new.example'))).toEqual(used);
  });

  it('that changes back and forth stays with its person, whatever is delivered when', async () => {
    await here.send('1', register('ada@example.org'));
    await confirm();
    await here.send('1', changeEmail('ada@new.example'));
    const early = world.stored.feed();
    await here.send('1', changeEmail('ada@example.org'));
    for (const documents of [early, world.stored.feed().slice(0, 1), early.toReversed()])
      await here.confirming.deliver(documents);
    expect(await here.send('2', register('ada@example.org'))).toEqual(used);
    await confirm();
    world.pass(pendingSeconds * 2);
    expect(await here.send('2', register('ada@example.org'))).toEqual(used);
    expect(await here.send('2', register('ada@new.example'))).toMatchObject(accepted);
  });

  it('is confirmed for its own category, and asked of no other', async () => {
    await here.send('1', register('ada@example.org'));
    const [document] = world.stored.feed();
    expect(await here.confirming.deliver([document])).toMatchObject({ applied: 1 });
    const events = [{ type: 'SheetClosed', schemaVersion: 1, data: {} }];
    const elsewhere = {
      ...(document as object),
      streamId: 'sheet-1',
      category: 'sheet',
      events,
      commandDigest: 'of 1',
    };
    expect(await here.confirming.deliver([elsewhere])).toMatchObject({ applied: 0, notApplicable: 1, parked: 0 });
  });

  it('of a person that is changed each time it is looked at asks for the batch again, and parks nothing', async () => {
    await here.send('1', register('ada@example.org'));
    let looks = 0;
    const restless = world.newProcess((eventStore) => ({
      ...eventStore,
      hasNext: () => Promise.resolve((looks += 1) > 0),
    }));
    await expect(restless.confirming.deliver(world.stored.feed())).rejects.toThrow('person-1 got new commits 5 times');
    expect(looks).toBe(5);
    expect(await allParked(world.parkingLot)).toEqual([]);
  });

  it('is not in the names under which it is reserved', async () => {
    const names: string[] = [];
    const { reserve } = world.reservations;
    Object.assign(world.reservations, {
      reserve: (name: string, head: StreamHead) => {
        names.push(name);
        return reserve(name, head);
      },
    });
    await here.send('1', register('ada@example.org'));
    expect(names).toHaveLength(1);
    expect(names[0]).toMatch(/^[\w-]{43}$/);
  });
});

describe('A command that is repeated', () => {
  it('is answered as the first time, also when its email has gone to somebody else since', async () => {
    const first = await here.send('1', register('ada@example.org'), 'register-1');
    await confirm();
    await here.send('1', changeEmail('ada@new.example'));
    await confirm();
    await here.send('2', register('ada@example.org'));
    const again = await world.newProcess().send('1', register('ada@example.org'), 'register-1');
    expect(again).toEqual(first);
    expect(world.stored.feed()).toHaveLength(3);
  });

  it('reserves nothing that it does not need', async () => {
    await here.send('1', register('ada@example.org'));
    expect(await here.send('1', register('other@example.org'))).toMatchObject({ outcome: 'rejected' });
    expect(await here.send('2', register('other@example.org'))).toMatchObject(accepted);
  });
});

describe('A crash', () => {
  it('between reservation and append lets the same person try again at once, and others after the time', async () => {
    await expect(world.newProcess(dying('before')).send('1', register('ada@example.org'))).rejects.toThrow(
      StoreUnavailable,
    );
    expect(await here.send('2', register('ada@example.org'))).toEqual(used);
    world.pass(pendingSeconds + 1);
    expect(await here.send('2', register('ada@example.org'))).toMatchObject(accepted);
    expect(await here.send('1', register('ada@example.org'))).toEqual(used);
  });

  it('that the same person comes back from costs nothing', async () => {
    await expect(world.newProcess(dying('before')).send('1', register('ada@example.org'))).rejects.toThrow(
      StoreUnavailable,
    );
    expect(await here.send('1', register('ada@example.org'))).toMatchObject(accepted);
  });

  it('between append and confirmation leaves the email with its person, however late the feed is', async () => {
    await expect(world.newProcess(dying('after')).send('1', register('ada@example.org'))).rejects.toThrow(
      StoreUnavailable,
    );
    world.pass(pendingSeconds * 2);
    expect(await here.send('2', register('ada@example.org'))).toEqual(used);
    world.pass(forgottenSeconds);
    await confirm();
    expect(await here.send('2', register('ada@example.org'))).toEqual(used);
  });

  it('of the whole feed for longer than a reservation is kept is seen: two people of one email are parked, not hidden', async () => {
    await here.send('1', register('ada@example.org'));
    world.pass(forgottenSeconds);
    await here.send('2', register('ada@example.org'));
    const other = world.stored.feed().slice(1);
    await here.confirming.deliver(other);
    expect(await here.confirming.deliver(world.stored.feed())).toMatchObject({ parked: 1 });
    const [parked] = await allParked(world.parkingLot);
    expect(parked).toMatchObject({ subscriber: 'person-emails', streamId: 'person-1' });
    expect(JSON.stringify(parked)).not.toContain('ada@example.org');
  });
});
