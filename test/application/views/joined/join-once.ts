import { asOlga, resultOf } from '../../../support/as-olga.ts';
import type { Capabilities } from '../../../../application/system/capabilities.ts';
import type { JoinedDocuments } from '../../../../application/views/joined/joined-documents.ts';
import type { OwnerDocument, PersonEvent, SheetEvent } from '../../../support/ledger/index.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { specTime } from '../../../support/as-bob.ts';
import { happened } from '../totals/counting.ts';
import { nextEvent, randomOf, type Sheet } from '../totals/count-once.ts';
import { appendTo, joining, lives } from './joining.ts';

const names = ['bob', 'eve'];
const all = [...names, 'nobody'];

/** What the owners have, by a join of the histories that shares no code with the product. */
const expectedOf = (sheets: readonly Sheet[], people: ReadonlyMap<string, string>) => {
  const documents = all.map((ownerId): OwnerDocument | undefined => {
    const own = sheets.filter(({ owner, status }) => (status === 'dropped' ? 'nobody' : owner) === ownerId);
    const amounts = own.map(({ rows }) => [...rows.values()].reduce((sum, each) => sum + each, 0));
    const name = people.get(ownerId);
    if (own.length === 0 && name === undefined) return undefined;
    return {
      ownerId,
      status: name === undefined ? 'unknown' : name === '' ? 'erased' : 'registered',
      ...(name !== undefined && name !== '' && { name }),
      sheets: own.length,
      open: own.filter(({ status }) => status === 'open').length,
      amount: amounts.reduce((sum, each) => sum + each, 0),
      lowest: amounts.length === 0 ? null : Math.min(...amounts),
    };
  });
  return documents.map((document) => document ?? 'nothing');
};

/** A store of joined documents where every step takes its time, requests get lost, and answers get lost. */
const troubled = (store: Capabilities['joinedDocuments'], random: () => number): Capabilities['joinedDocuments'] => {
  const aWhile = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 12); turns > 0; turns -= 1) await Promise.resolve();
  };
  const through = async <Answer>(request: () => Promise<Answer>): Promise<Answer> => {
    await aWhile();
    if (random() < 0.03) throw new Error('lost request');
    const answer = await request();
    if (random() < 0.07) throw new Error('lost answer');
    await aWhile();
    return answer;
  };
  return <Shape extends object, Part extends object>(
    joined: Parameters<typeof store<Shape, Part>>[0],
  ): JoinedDocuments<Shape, Part> => {
    const { find, findPart, parts, save, ...others } = store(joined);
    return {
      ...others,
      find: (key) => through(() => find(key)),
      findPart: (key, streamId) => through(() => findPart(key, streamId)),
      parts: (key) => through(() => parts(key)),
      save: (key, change) => through(() => save(key, change)),
    };
  };
};

/**
 * A run of its own for each seed: random histories of sheets and of people, delivered to three hosts at once in batches that are
 * repeated, out of order, cut anywhere and abandoned half-way; and then, as the feed promises, everything once to the end. Gives the
 * documents that the product has, and those that a join of the histories gives.
 */
export const joinOnce = async (seed: number) => {
  const random = randomOf(seed);
  const { capabilities } = memoryCapabilities(() => specTime);
  const troubledStore = troubled(capabilities.joinedDocuments, random);
  const ledger = joining(capabilities);
  const sheets = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
    const rows = ['a', 'b', 'c'].flatMap((key) => (random() < 0.6 ? [[key, Math.floor(random() * 100)] as const] : []));
    return { owner: names[random() < 0.6 ? 0 : 1] ?? '', status: 'open', rows: new Map(rows) };
  });
  const people = new Map<string, string>();
  const newHost = () => ledger.newHost({ joinedDocuments: troubledStore });
  const hosts = [newHost(), newHost(), newHost()];
  const begun = new Set<number>();

  const append = (streamId: string, events: readonly (SheetEvent | PersonEvent)[]) => {
    const cut = Math.floor(random() * events.length);
    const commits = [events.slice(0, cut), events.slice(cut)].filter(({ length }) => length > 0);
    return appendTo(capabilities.eventStore, streamId, commits);
  };
  const write = async (): Promise<void> => {
    for (const [index, sheet] of sheets.entries()) {
      const first = begun.has(index) ? [] : [happened.opened(Object.fromEntries(sheet.rows), sheet.owner)];
      begun.add(index);
      const more = Array.from({ length: Math.floor(random() * 3) }, () => nextEvent(sheet, random));
      await append(`sheet-${index}`, [...first, ...more]);
    }
    for (const name of names) {
      const known = people.get(name);
      if (random() < 0.5 || known === '') continue;
      people.set(name, known === undefined ? name : '');
      await append(`person-${name}`, [known === undefined ? lives.registered(name) : lives.erased]);
    }
  };
  const deliver = async (host: (typeof hosts)[number], documents: readonly unknown[]): Promise<boolean> =>
    host.deliver(documents).then(
      () => true,
      () => false,
    );
  const anyHost = () => hosts[Math.floor(random() * hosts.length)] ?? ledger.owners;
  const anyPart = (): readonly unknown[] => {
    const feed = capabilities.eventStore.feed();
    const from = Math.floor(random() * feed.length);
    const part = feed.slice(from, from + 1 + Math.floor(random() * feed.length));
    return random() < 0.3 ? part.toReversed() : part;
  };
  for (let round = 0; round < 3; round += 1) {
    await write();
    if (random() < 0.3) hosts[Math.floor(random() * hosts.length)] = newHost(); // a process that remembers nothing
    const deliveries = Array.from({ length: 2 + Math.floor(random() * 4) }, () => anyPart());
    await Promise.all(deliveries.map((part) => deliver(anyHost(), part)));
  }
  const last = anyHost();
  while (!(await deliver(last, capabilities.eventStore.feed())));
  // What comes again behind the end must change nothing.
  await Promise.all(hosts.map((host) => deliver(host, anyPart())));
  // Where a stream has failed three times while others went on, it is parked, as in earnest: an operator retries it when all is well.
  const asked = { subscriber: ledger.owners.name, reason: 'all is well' };
  const retried = await resultOf(ledger.system.operate(asOlga()).retryParked(asked));
  return {
    retried: retried.released,
    found: await Promise.all(all.map(async (key) => ledger.read(key))),
    expected: expectedOf(sheets, people),
    parked: (await capabilities.parkingLot.list({ limit: 10 })).items,
  };
};
