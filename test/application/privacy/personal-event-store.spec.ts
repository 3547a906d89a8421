import type { StreamId } from '../../../domain/modelling/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryEventStore, type InMemoryEventStore } from '../../../adapters/memory/index.ts';
import { commitSchema, type Commit } from '../../../application/streams/commit.ts';
import { encodeEvents, UnreadableCommit } from '../../../application/streams/event-codec.ts';
import type { EventStore, NewCommit } from '../../../application/streams/event-store.ts';
import { personalEventStore } from '../../../application/privacy/personal-event-store.ts';
import { decryptingWith } from '../../../application/privacy/decrypt-commits.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { person, type PersonEvent } from '../../support/ledger/index.ts';
import { ada, emailChanged, erased, registered } from '../../support/ada.ts';
import { eventStoreContract } from '../../adapters/contracts/event-store.contract.ts';
import { keysOverMemory } from '../../support/personal-keys.ts';
import { asBob, specTime } from '../../support/as-bob.ts';

eventStoreContract('The store of personal data', async () => {
  const [stored, keys] = [inMemoryEventStore(), keysOverMemory()];
  return { eventStore: personalEventStore(stored, keys.process()), rival: personalEventStore(stored, keys.process()) };
});

let stored: InMemoryEventStore;
let keys: ReturnType<typeof keysOverMemory>;
let eventStore: EventStore;

beforeEach(() => {
  stored = inMemoryEventStore();
  keys = keysOverMemory();
  eventStore = personalEventStore(stored, keys.process());
});

const commit = (commandId: string, first: PersonEvent, ...others: PersonEvent[]): NewCommit => {
  const events = encodeEvents(person.events)([first, ...others]);
  return { category: 'person', events, recordedAt: specTime, ...asBob(commandId), commandDigest: 'digest-of-ada' };
};

const append = async (streamId: StreamId, ...commits: readonly NewCommit[]): Promise<void> => {
  for (const each of commits) {
    const head = StreamHead.beforeFirst(streamId).after(await stored.read(streamId));
    expect(await eventStore.append(head, each)).toMatchObject({ outcome: 'appended' });
  }
};

const dataOf = async (streamId: StreamId) =>
  (await eventStore.read(streamId)).flatMap(({ events }) => events.map(({ data }) => data));

describe('Personal values', () => {
  it('are plain text for writers and readers, and sealed in the store', async () => {
    const head = StreamHead.beforeFirst('person-1');
    const written = await eventStore.append(head, commit('register', registered));
    const read = await eventStore.read('person-1');
    expect(read).toMatchObject([{ events: [{ type: 'PersonRegistered', data: ada }], commandDigest: 'digest-of-ada' }]);
    expect(written).toEqual({ outcome: 'appended', commits: [read[0]] });
    const [document] = stored.feed();
    expect(document).toMatchObject({
      events: [
        { data: { email: { $personal: { subject: 'person-1', enc: 'A256GCM' } }, registeredAt: ada.registeredAt } },
      ],
    });
    for (const secret of [
      ada.name,
      ada.email,
      ada.address.street,
      ada.address.city,
      ada.address.postalCode,
      'digest-of-ada',
    ])
      expect(JSON.stringify(document)).not.toContain(secret);
    expect(JSON.stringify(document)).toContain(ada.address.country);
  });

  it('are sealed in each event of a commit', async () => {
    await append('person-1', commit('all', registered, emailChanged));
    expect(await dataOf('person-1')).toEqual([ada, { email: 'ada@new.example' }]);
  });

  it('are sealed inside lists, and the values beside them are not', async () => {
    const notes = {
      notes: [
        { text: 'likes tea', tags: ['tea', 'warm'] },
        { text: 'likes cake', tags: [] },
      ],
    };
    const personal = [
      ['notes', 1, 'text'],
      ['notes', 0, 'tags', 1],
    ];
    const taken = { type: 'NotesTaken', schemaVersion: 1, data: notes, personal };
    await append('person-1', { ...commit('note', registered), events: [taken] });
    expect(await dataOf('person-1')).toEqual([notes]);
    const sealed = { $personal: expect.objectContaining({ subject: 'person-1' }) as unknown };
    expect(stored.feed()).toMatchObject([
      {
        events: [
          {
            data: {
              notes: [
                { text: 'likes tea', tags: ['tea', sealed] },
                { text: sealed, tags: [] },
              ],
            },
          },
        ],
      },
    ]);
  });

  it('need no key when there are none: the commit is stored as it is', async () => {
    await append('person-1', commit('erase', erased));
    expect(stored.feed()).toMatchObject([{ commandDigest: 'digest-of-ada' }]);
    expect(await keys.documents.find('person-1')).toBeUndefined();
  });

  it('are sealed together with the digest when only one event of a commit has some', async () => {
    await append('person-1', commit('both', registered, erased));
    expect(JSON.stringify(stored.feed())).not.toContain('digest-of-ada');
    expect((await dataOf('person-1'))[0]).toEqual(ada);
  });

  it('are found again by an append whose answer was lost', async () => {
    const head = StreamHead.beforeFirst('person-1');
    await eventStore.append(head, commit('register', registered));
    const [first] = await eventStore.read('person-1');
    expect(await eventStore.append(head, commit('register', registered))).toEqual({
      outcome: 'repeated',
      commit: first,
    });
  });

  it('are sealed for the place that each commit of a transaction gets, and known as they were given', async () => {
    const head = StreamHead.beforeFirst('person-1');
    const written = await eventStore.append(head, commit('register', registered), commit('change', emailChanged));
    const read = await eventStore.read('person-1');
    expect(read).toMatchObject([{ events: [{ data: ada }] }, { events: [{ data: emailChanged.data }] }]);
    expect(written).toEqual({ outcome: 'appended', commits: read });
  });

  it('that cannot be sealed end a transaction before them', async () => {
    const head = StreamHead.beforeFirst('person-1');
    const [looksSealed] = commit('feigned', registered).events;
    const feigned: NewCommit = {
      ...commit('feigned', registered),
      events: [{ ...looksSealed, data: { name: 'Ada', note: { $personal: {} } } }],
    };
    const written = await eventStore.append(
      head,
      commit('register', registered),
      feigned,
      commit('late', emailChanged),
    );
    expect(written).toMatchObject({ outcome: 'appended', commits: [{ commandId: 'register' }] });
    expect(await eventStore.read('person-1')).toHaveLength(1);
  });

  it('are refused by every store when they are not sealed', async () => {
    const head = StreamHead.beforeFirst('person-1');
    await expect(stored.append(head, commit('register', registered))).rejects.toThrow('not sealed');
    expect(stored.feed()).toEqual([]);
  });

  it('are decrypted without a schema, also those of an unknown event', async () => {
    await append('person-1', commit('register', registered));
    const [document] = stored.feed();
    const unknown = JSON.parse(JSON.stringify(document).replace('PersonRegistered', 'PersonDreamt')) as unknown;
    const [read] = await decryptingWith(keys.process())([commitSchema.parse(unknown)]);
    expect(read).toMatchObject({ events: [{ type: 'PersonDreamt', data: { name: ada.name } }] });
  });

  it('cannot be forged: data that looks sealed is not stored', async () => {
    const feigned = {
      type: 'NoteTaken',
      schemaVersion: 1,
      data: { note: { $personal: {} }, name: 'Ada' },
      personal: [['name']],
    };
    const head = StreamHead.beforeFirst('person-1');
    await expect(eventStore.append(head, { ...commit('note', registered), events: [feigned] })).rejects.toThrow(
      '$personal',
    );
  });
});

describe('A sealed value in another place', () => {
  const decrypt = (changed: Commit) => decryptingWith(keys.process())([changed]);
  const commitAt = (index: number): Commit => commitSchema.parse(stored.feed()[index]);

  beforeEach(() => append('person-1', commit('register', registered), commit('change', emailChanged)));

  it.each([
    ['another stream', () => ({ ...commitAt(0), streamId: 'person-2' as const })],
    ['another version', () => ({ ...commitAt(1), events: commitAt(0).events })],
    ['another commit, as its digest', () => ({ ...commitAt(1), commandDigest: commitAt(0).commandDigest ?? '' })],
    [
      'another field',
      () => {
        const [event] = commitAt(0).events;
        const data = { ...event?.data, name: event?.data['email'], email: event?.data['name'] };
        return { ...commitAt(0), events: [{ type: 'PersonRegistered', schemaVersion: 1, data }] };
      },
    ],
    [
      'no place, broken',
      () => ({
        ...commitAt(1),
        events: [{ type: 'PersonEmailChanged', schemaVersion: 1, data: { email: { $personal: {} } } }],
      }),
    ],
  ])('cannot be read: %s', async (_, changed) => {
    await expect(decrypt(changed())).rejects.toThrow(UnreadableCommit);
  });
});

describe('The personal values of an erased subject', () => {
  beforeEach(async () => {
    await append('person-1', commit('register', registered), commit('erase', erased));
    await append('person-2', commit('register', registered));
    await keys.process().destroy('person-1');
    keys.pass(300_001);
  });

  it('read [erased], and those of other subjects do not', async () => {
    const { registeredAt } = ada;
    expect((await dataOf('person-1'))[0]).toEqual({
      name: '[erased]',
      email: '[erased]',
      address: { street: '[erased]', city: '[erased]', postalCode: '[erased]', country: 'UK' },
      registeredAt,
    });
    expect((await dataOf('person-2'))[0]).toEqual(ada);
  });

  it('leave no digest that could confirm a guess', async () => {
    const [first] = await eventStore.read('person-1');
    expect(first).not.toHaveProperty('commandDigest');
  });

  it('cannot be added to: the append is a conflict, and nothing is stored', async () => {
    const [first] = await stored.read('person-1');
    const unaware = StreamHead.beforeFirst('person-1').after(first === undefined ? [] : [first]);
    for (const head of [unaware, StreamHead.beforeFirst('person-1')])
      expect(await eventStore.append(head, commit('late', emailChanged))).toMatchObject({ outcome: 'conflict' });
    expect(stored.feed()).toHaveLength(3);
  });
});
