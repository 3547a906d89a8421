import { asOlga, resultOf } from '../../../support/as-olga.ts';
import { expect, it } from 'vitest';
import { boundedCaches } from '../../../../adapters/cache/index.ts';
import { run } from '../../../../application/system/run.ts';
import type { Cache, NewCache } from '../../../../application/streams/cache.ts';
import { asBob, specTime } from '../../../support/as-bob.ts';
import { joinedLedger, owners, person, sheet, type PersonCommand } from '../../../support/ledger/index.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { asking } from '../../../support/people.ts';
import { auditor, clerk } from '../../../support/readers.ts';
import { commands } from '../../../support/sheets.ts';
import { subscriberOf } from '../../../support/subscriber-of.ts';

/** The ledger in two processes, with clocks that are moved by hand, and all that they keep in sight. */
const watched = () => {
  let time = 1;
  const { capabilities, keys, joined } = memoryCapabilities(
    () => specTime,
    () => time,
  );
  const newProcess = () => {
    const caches: Cache<object>[] = [];
    const inner = boundedCaches({ entries: 100, bytes: 1_000_000, personalMs: 300_000, now: () => time });
    const newCache: NewCache = (use) => {
      const cache = inner(use);
      caches.push({ get: (key) => cache.get(key), set: () => undefined });
      return cache;
    };
    const system = run(joinedLedger, { ...capabilities, keys: keys.process(), newCache });
    const remembered = () =>
      JSON.stringify(
        caches.map((cache) => ['person-ada', 'ada'].map((key) => cache.get(key) ?? null)),
        (_, value: unknown) => (value instanceof Map ? [...value] : value),
      );
    return { system, remembered, owners: subscriberOf(system, 'owners'), erasing: subscriberOf(system, 'erasure') };
  };
  let sent = 0;
  const send = (process: ReturnType<typeof newProcess>, command: PersonCommand) =>
    process.system.handlerOf(person)({ entityId: 'ada', command, reach: 'all', provenance: asBob(`c-${(sent += 1)}`) });
  return {
    newProcess,
    send,
    feed: () => capabilities.eventStore.feed(),
    pass: (seconds: number) => {
      time += seconds * 1_000;
      keys.pass(seconds * 1_000);
    },
    stored: () =>
      JSON.stringify(
        [...joined.values()].map(({ documents, parts }) => [[...documents], [...parts].map(([, each]) => [...each])]),
      ),
  };
};

const personal = /Ada|example/;

it('an erased person leaves no personal text in a joined document, its parts or a process, whatever comes late', async () => {
  const { newProcess, send, feed, pass, stored } = watched();
  const [first, second] = [newProcess(), newProcess()];
  await send(first, asking.register('ada@example.org'));
  const open = { ...commands.open, data: { ...commands.open.data, ownerId: 'ada' } };
  await first.system.handlerOf(sheet)({ entityId: '1', command: open, reach: 'all', provenance: asBob('open') });
  for (const each of [first, second]) await each.owners.deliver(feed());
  expect([stored(), first.remembered()]).toEqual([expect.stringMatching(personal), expect.stringMatching(personal)]);
  const readers = first.system.joinedReaderOf(owners);
  expect(await readers.for(auditor).read('ada')).toMatchObject({ view: { name: '[personal]', amount: 6 } });

  await send(first, asking.erase);
  await first.owners.deliver(feed().slice(-1));
  expect(stored()).not.toMatch(personal);
  expect(first.remembered()).not.toMatch(personal);
  // The other process still remembers her, and is given what it knows once more: before the key is gone, and after.
  for (const late of [0, 301]) {
    pass(late);
    for (const each of [second, newProcess()]) await each.owners.deliver(feed().slice(0, 2));
    expect(stored()).not.toMatch(personal);
    await first.erasing.deliver(feed());
  }
  for (const each of [first, second]) expect(each.remembered()).not.toMatch(personal);
  await resultOf(second.system.operate(asOlga()).replay({ subscriber: 'owners', streamId: 'person-ada' }));
  expect(stored()).not.toMatch(personal);
  expect(await readers.for(clerk).read('ada')).toEqual({
    found: 'current',
    view: { ownerId: 'ada', status: 'erased', sheets: 1, open: 1, amount: 6, lowest: 6 },
  });
});
