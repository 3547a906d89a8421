import type { Contributions } from '../../../../application/views/contributions/contributions.ts';
import { asOlga, resultOf } from '../../../support/as-olga.ts';
import type { Capabilities } from '../../../../application/system/capabilities.ts';
import type { SheetEvent } from '../../../support/ledger/index.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { specTime } from '../../../support/as-bob.ts';
import { append, counting, happened } from './counting.ts';

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export const randomOf = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const keys = ['a', 'b', 'c'];

/** What a sheet holds, kept apart from the code of the product: this is what the sums are compared with. */
export interface Sheet {
  readonly owner: string;
  status: string;
  readonly rows: Map<string, number>;
}

/** The totals by key and by status, as text that can be compared. */
const expectedOf = (sheets: readonly Sheet[]) => {
  const byKey = new Map<string, { rows: number; amount: number }>();
  const byStatus = new Map<string, { sheets: number; amount: number }>();
  for (const { owner, status, rows } of sheets) {
    const place = `${status} ${owner}`;
    const amount = [...rows.values()].reduce((sum, each) => sum + each, 0);
    const counted = byStatus.get(place) ?? { sheets: 0, amount: 0 };
    byStatus.set(place, { sheets: counted.sheets + 1, amount: counted.amount + amount });
    if (status !== 'dropped')
      for (const [key, each] of rows) {
        const there = byKey.get(key) ?? { rows: 0, amount: 0 };
        byKey.set(key, { rows: there.rows + 1, amount: there.amount + each });
      }
  }
  return {
    keys: [...byKey].toSorted().map(([key, sums]) => ({ key, ...sums })),
    statuses: [...byStatus].toSorted().map(([place, sums]) => {
      const [status, owner] = place.split(' ');
      return { status, owner, ...sums };
    }),
  };
};

/** Changes a sheet at random, and gives the event that says so. */
export const nextEvent = (sheet: Sheet, random: () => number): SheetEvent => {
  const key = keys[Math.floor(random() * keys.length)] ?? 'a';
  const choice = random();
  if (choice < 0.5 && sheet.rows.has(key)) {
    const amount = Math.floor(random() * 100);
    sheet.rows.set(key, amount);
    return happened.changed(key, amount);
  }
  if (choice < 0.7) {
    sheet.rows.delete(key);
    return happened.removed(key);
  }
  if (choice < 0.8) {
    sheet.status = 'dropped';
    return happened.dropped;
  }
  // Not a business that the commands allow: totals may not rely on the order of a sheet's life.
  sheet.status = choice < 0.9 ? 'closed' : 'signed';
  return choice < 0.9 ? happened.closed : happened.signed;
};

/** A store of totals where every step takes its time, requests get lost, and answers get lost, until the trouble ends. */
const troubled = (
  store: Capabilities['contributions'],
  random: () => number,
  trouble: { readonly isOver: boolean },
): Capabilities['contributions'] => {
  const aWhile = async (): Promise<void> => {
    for (let turns = Math.floor(random() * 12); turns > 0; turns -= 1) await Promise.resolve();
  };
  const lost = (chance: number, what: string): void => {
    if (!trouble.isOver && random() < chance) throw new Error(`lost ${what}`);
  };
  return <Row extends object>(total: Parameters<typeof store<Row>>[0]): Contributions<Row> => {
    const { find, save, ...others } = store(total);
    return {
      ...others,
      find: async (...asked) => {
        await aWhile();
        lost(0.03, 'read');
        return find(...asked);
      },
      save: async (...asked) => {
        await aWhile();
        lost(0.05, 'request');
        const answer = await save(...asked);
        lost(0.1, 'answer');
        await aWhile();
        return answer;
      },
    };
  };
};

/**
 * A run of its own for each seed: random histories, delivered to three hosts at once in batches that are repeated, out of order,
 * cut anywhere and abandoned half-way, by code that dies between any two steps, and by hosts that start anew; and then, as the feed
 * promises, everything once to the end. Gives the totals that the product has, and those that a sum over the histories gives.
 */
export const countOnce = async (seed: number) => {
  const random = randomOf(seed);
  const { capabilities } = memoryCapabilities(() => specTime);
  const trouble = { isOver: false };
  const ledger = counting({ ...capabilities, contributions: troubled(capabilities.contributions, random, trouble) });
  const sheets = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const rows = keys.flatMap((key) => (random() < 0.6 ? [[key, Math.floor(random() * 100)] as const] : []));
    return { owner: random() < 0.5 ? 'bob' : 'eve', status: 'open', rows: new Map(rows) };
  });
  const hosts = [ledger.newHost(), ledger.newHost(), ledger.newHost()];
  const events = sheets.map((sheet) => [happened.opened(Object.fromEntries(sheet.rows), sheet.owner)]);
  const write = async (): Promise<void> => {
    for (const [index, sheet] of sheets.entries()) {
      for (let more = Math.floor(random() * 3); more > 0; more -= 1) events[index]?.push(nextEvent(sheet, random));
      const pending = events[index]?.splice(0) ?? [];
      const cut = Math.floor(random() * pending.length);
      for (const commit of [pending.slice(0, cut), pending.slice(cut)])
        if (commit.length > 0) await append(capabilities.eventStore, String(index), commit);
    }
  };
  const deliver = async (host: (typeof hosts)[number], documents: readonly unknown[]): Promise<boolean> => {
    const both = [host.byKey, host.byStatus].map((subscriber) => subscriber.deliver(documents));
    return (await Promise.allSettled(both)).every(({ status }) => status === 'fulfilled');
  };
  const anyHost = () => hosts[Math.floor(random() * hosts.length)] ?? ledger;
  const anyPart = (): readonly unknown[] => {
    const feed = capabilities.eventStore.feed();
    const from = Math.floor(random() * feed.length);
    const part = feed.slice(from, from + 1 + Math.floor(random() * feed.length));
    return random() < 0.3 ? part.toReversed() : part;
  };
  for (let round = 0; round < 3; round += 1) {
    await write();
    if (random() < 0.3) hosts[Math.floor(random() * hosts.length)] = ledger.newHost(); // a process that remembers nothing
    const deliveries = Array.from({ length: 2 + Math.floor(random() * 4) }, () => anyPart());
    await Promise.all(deliveries.map((part) => deliver(anyHost(), part)));
  }
  const last = anyHost();
  while (!(await deliver(last, capabilities.eventStore.feed())));
  // What comes again behind the end must change nothing.
  await Promise.all(hosts.map((host) => deliver(host, anyPart())));
  // Where a stream has failed three times while others went on, it is parked, as in earnest: an operator retries it when all is well.
  trouble.isOver = true;
  const retries = [ledger.byKey, ledger.byStatus].map(({ name }) =>
    resultOf(ledger.system.operate(asOlga()).retryParked({ subscriber: name, reason: 'all is well' })),
  );
  const retried = (await Promise.all(retries)).reduce((sum, report) => sum + report.released, 0);
  return {
    retried,
    found: { keys: await ledger.keys(), statuses: await ledger.statuses() },
    expected: expectedOf(sheets),
    parked: (await capabilities.parkingLot.list({ limit: 10 })).items,
  };
};
