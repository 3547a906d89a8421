import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../application/callers/reach.ts';
import type { ExpectedVersion } from '../../../application/commands/command-outcome.ts';
import { streamIdOf, type Commit } from '../../../application/streams/commit.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import type { SheetCommand } from '../../support/ledger/index.ts';
import { asBob } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const { open, changeRent, removeTax, close, drop } = commands;
const bob = { ownerId: 'bob' };
const eve = { ownerId: 'eve' };
const openFor = (ownerId: string) => ({ ...open, data: { ...open.data, ownerId } });

let sent = 0;

interface Asked {
  readonly reach: Reach;
  readonly commandId?: string;
  readonly expectedVersion?: ExpectedVersion;
}

const asked = (entityId: string, command: SheetCommand, { commandId = `own-${(sent += 1)}`, ...asked }: Asked) => ({
  entityId,
  command,
  provenance: { ...asBob(commandId), commandDigest: 'the same' },
  ...asked,
});

/** The requests that reach a store, in their order. */
const recording = () => {
  const requests: string[] = [];
  const wrap = (eventStore: EventStore): EventStore => ({
    ...eventStore,
    read: (...of) => (requests.push('read'), eventStore.read(...of)),
    readNewest: (...of) => (requests.push('readNewest'), eventStore.readNewest(...of)),
    append: (...of) => (requests.push('append'), eventStore.append(...of)),
    hasNext: (...of) => (requests.push('hasNext'), eventStore.hasNext(...of)),
    findByCommands: (...of) => (requests.push('findByCommands'), eventStore.findByCommands(...of)),
  });
  return { requests, wrap };
};

describe('a caller that is held to its own', () => {
  it('commands what is its own', async () => {
    const { handle } = sheetsOverMemory();
    expect(await handle(asked('1', open, { reach: bob }))).toMatchObject({ outcome: 'accepted', version: 1 });
    expect(await handle(asked('1', changeRent(6), { reach: bob }))).toMatchObject({ outcome: 'accepted', version: 2 });
  });

  it('commands what is its own in every later status, too', async () => {
    const { handle, send } = sheetsOverMemory();
    await send('1', open, close);
    expect(await handle(asked('1', drop, { reach: bob }))).toMatchObject({ outcome: 'accepted', version: 3 });
    expect(await handle(asked('1', drop, { reach: bob }))).toMatchObject({ outcome: 'accepted', version: 3 });
  });

  it.each<[string, SheetCommand, Partial<Asked>]>([
    ['a command', changeRent(6), {}],
    ['a command that has nothing to do', changeRent(5), {}],
    ['a command that is refused', { ...removeTax, data: { key: 'pie' } }, {}],
    ['a command with the id of one that was carried out', changeRent(6), { commandId: 'of-bob' }],
    ['another command with the id of one that was carried out', changeRent(7), { commandId: 'of-bob' }],
    ['a command for the version that it is at', changeRent(7), { expectedVersion: 2 }],
    ['a command for a version that it is not at', changeRent(7), { expectedVersion: 7 }],
    ['a command for any version', changeRent(7), { expectedVersion: 'any' }],
    ['opening it for its owner', open, {}],
    ['opening it for its owner once more', open, { commandId: 'of-bob', expectedVersion: 0 }],
  ])('is answered as if another’s did not exist, at the same requests, on %s', async (_, command, how) => {
    for (const isWarm of [true, false]) {
      const { requests, wrap } = recording();
      const bobs = sheetsOverMemory(wrap);
      const process = isWarm ? bobs.handle : bobs.newProcess();
      await bobs.handle(asked('1', open, { reach: bob }));
      await bobs.handle(asked('1', changeRent(6), { reach: bob, commandId: 'of-bob' }));
      const outcomes = [];
      for (const entityId of ['1', 'nowhere']) {
        requests.length = 0;
        const outcome = await process(asked(entityId, command, { reach: eve, ...how }));
        outcomes.push({ outcome, requests: [...requests] });
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
      expect(await bobs.eventStore.read('sheet-1')).toHaveLength(2);
    }
  });

  it('begins nothing in the name of another, and leaves nothing there', async () => {
    const { handle, eventStore } = sheetsOverMemory();
    expect(await handle(asked('1', openFor('bob'), { reach: eve }))).toEqual({ outcome: 'not-own' });
    expect(await eventStore.read('sheet-1')).toEqual([]);
  });

  it('does not get an id that another has, nor learns anything of what is there', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', open);
    for (const handle of [bobs.handle, bobs.newProcess()])
      expect(await handle(asked('1', openFor('eve'), { reach: eve }))).toEqual({ outcome: 'not-own' });
    expect(await bobs.eventStore.read('sheet-1')).toHaveLength(1);
  });

  it('is not held to its own by what another process remembers of an empty stream', async () => {
    const bobs = sheetsOverMemory();
    const other = bobs.newProcess();
    await other(asked('1', changeRent(6), { reach: eve }));
    await bobs.handle(asked('1', open, { reach: bob }));
    expect(await other(asked('1', changeRent(6), { reach: bob }))).toMatchObject({ outcome: 'accepted', version: 2 });
  });
});

describe('a caller that reaches everything', () => {
  it('commands what is whosever it is', async () => {
    const { handle } = sheetsOverMemory();
    await handle(asked('1', openFor('eve'), { reach: 'all' }));
    expect(await handle(asked('1', changeRent(6), { reach: 'all' }))).toMatchObject({
      outcome: 'accepted',
      version: 2,
    });
  });
});

describe('whatever two owners send to the same sheets', () => {
  const command = fc.constantFrom<SheetCommand>(
    openFor('bob'),
    openFor('eve'),
    changeRent(6),
    changeRent(7),
    removeTax,
    drop,
  );
  const call = fc.record({
    entityId: fc.constantFrom('1', '2'),
    command,
    owner: fc.constantFrom('bob', 'eve'),
    commandId: fc.constantFrom('a', 'b', 'c', 'd'),
    expectedVersion: fc.constantFrom<(ExpectedVersion | null)[]>(null, null, 0, 1, 'any'),
    process: fc.constantFrom(0, 1),
  });

  const firstOwner = (commits: readonly Commit[]): unknown => commits[0]?.events[0]?.data['ownerId'];

  /** What an owner is told where there is no such sheet; 'not-own' where it could begin one. */
  const toldOfNothing = async (request: ReturnType<typeof asked>) => {
    const outcome = await sheetsOverMemory().handle(request);
    return outcome.outcome === 'accepted' ? { outcome: 'not-own' } : outcome;
  };

  it('neither changes what is the other’s, nor is told anything of it', () =>
    fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 25 }), async (calls) => {
        const mixed = sheetsOverMemory();
        const processes = [mixed.handle, mixed.newProcess()] as const;
        for (const { owner, process, expectedVersion, commandId, ...of } of calls) {
          const how = { reach: { ownerId: owner }, commandId, ...(expectedVersion !== null && { expectedVersion }) };
          const request = asked(of.entityId, of.command, how);
          const before = await mixed.eventStore.read(streamIdOf('sheet', of.entityId));
          const outcome = await processes[process](request);
          const after = await mixed.eventStore.read(streamIdOf('sheet', of.entityId));
          expect([undefined, owner, firstOwner(before)]).toContain(firstOwner(after));
          if (before.length === 0 || firstOwner(before) === owner) continue;
          expect(after).toEqual(before);
          expect(outcome).toEqual(await toldOfNothing(request));
        }
      }),
    ));
});
