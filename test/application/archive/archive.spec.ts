import { sha256 } from '../../../adapters/commit-document.ts';
import { describe, expect, it } from 'vitest';
import { inMemoryArchive, inMemoryEventStore, inMemoryKeyDocuments } from '../../../adapters/memory/index.ts';
import type { Archive } from '../../../application/archive/archive.ts';
import type { Hashes } from '../../../application/archive/commit-chain.ts';
import { archivedCommit } from '../../../application/archive/archived-commit.ts';
import { archiver } from '../../../application/archive/archiver.ts';
import { repairArchive } from '../../../application/archive/repair.ts';
import { restoreArchive } from '../../../application/archive/restore.ts';
import { verifyArchive } from '../../../application/archive/verify.ts';
import type { StoredHistory } from '../../../application/streams/stored-history.ts';
import { replayStream } from '../../../application/operations/replay.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';
import { allParked } from '../../support/all-parked.ts';

const linesOf = async (archive: Archive) => {
  const found: string[] = [];
  for await (const { lines } of archive.parts()) found.push(...lines);
  return found;
};
/** Nobody's keys: nothing here is personal. */
const noKeys = () => ({ keyDocuments: inMemoryKeyDocuments(), archivedKeys: inMemoryKeyDocuments() });
const verify = (archive: Pick<Archive, 'parts'>, history: StoredHistory) =>
  verifyArchive({ archive, history, ...noKeys(), digest: sha256 });
const document = (streamId: string, version: number, recordedAt = '2026-05-04T10:00:00.000Z') => ({
  id: String(version).padStart(16, '0'),
  streamId,
  category: 'sheet',
  version,
  events: [{ type: 'Unheard', schemaVersion: 3, data: {} }],
  recordedAt,
  actor: 'bob',
  commandId: `${streamId}-${version}`,
  correlationId: 'conversation',
  causationId: null,
  traceparent: null,
});

const archivedLedger = async () => {
  const bobs = sheetsOverMemory();
  const archive = inMemoryArchive();
  const archiving = archiver({ ...bobs, archive });
  await bobs.send('1', commands.open, commands.changeRent(6), commands.close);
  await bobs.send('2', commands.open);
  await bobs.appendUnknownEvent('2');
  return { ...bobs, archive, archiving };
};

describe('the archiver', () => {
  it('archives every commit as it is stored, unknown events included', async () => {
    const { archive, archiving, feed } = await archivedLedger();
    expect(await archiving.deliver(feed())).toEqual({ applied: 2, alreadyApplied: 0, notApplicable: 0, parked: 0 });
    expect(await linesOf(archive)).toEqual(feed().map((each) => JSON.stringify(each)));
  });

  it('adds no commit twice when a batch is delivered again', async () => {
    const { archive, archiving, feed } = await archivedLedger();
    await archiving.deliver(feed().slice(0, 2));
    await archiving.deliver(feed());
    expect(await archiving.deliver(feed().slice(0, 1))).toMatchObject({ applied: 0, alreadyApplied: 1 });
    expect(await linesOf(archive)).toHaveLength(5);
  });

  it('parks a document that is not a commit, and holds its stream back until an operator replays it', async () => {
    const { archive, archiving, feed, parkingLot, history } = await archivedLedger();
    const [first, ...rest] = feed();
    await archiving.deliver([{ streamId: 'sheet-1', id: 'broken' }]);
    expect(await archiving.deliver([first, ...rest])).toMatchObject({ applied: 1, parked: 1 });
    expect(await allParked(parkingLot)).toMatchObject([{ subscriber: 'archive', streamId: 'sheet-1' }]);
    expect(await linesOf(archive)).toHaveLength(2);

    const replay = replayStream({ history, parkingLot, subscribers: [archiving] });
    expect(await replay('archive', 'sheet-1')).toMatchObject({ applied: 1 });
    expect((await linesOf(archive)).toSorted()).toEqual(
      feed()
        .map((each) => JSON.stringify(each))
        .toSorted(),
    );
  });

  it('archives the commits that arrive during the replay of a parked stream before it releases the stream', async () => {
    const { feed, send, archive, parkingLot, history, clock } = await archivedLedger();
    const meanwhile = { happen: async (): Promise<unknown> => undefined };
    const archiving = archiver({
      ...noKeys(),
      parkingLot,
      clock,
      archive: { ...archive, add: async (commits) => (await meanwhile.happen(), archive.add(commits)) },
    });
    await archiving.deliver([{ streamId: 'sheet-1', id: 'broken' }]);
    meanwhile.happen = async () => {
      meanwhile.happen = async () => undefined;
      await send('1', commands.sign);
      expect(await archiving.deliver(feed().slice(-1))).toMatchObject({ applied: 0, parked: 1 });
    };
    await replayStream({ history, parkingLot, subscribers: [archiving] })('archive', 'sheet-1');
    expect((await linesOf(archive)).filter((line) => line.includes('"streamId":"sheet-1"'))).toHaveLength(4);
    expect(await allParked(parkingLot)).toEqual([]);
  });

  it('leaves out only the fields that the store sets', async () => {
    const { archive, archiving } = await archivedLedger();
    const marked = { ...document('sheet-9', 1), _ts: 1, _etag: '"1"', ofTomorrow: { _kept: 1 } };
    await archiving.deliver([marked]);
    expect(JSON.parse((await linesOf(archive))[0] ?? '')).toEqual({
      ...document('sheet-9', 1),
      ofTomorrow: { _kept: 1 },
    });
  });

  it('throws when the archive is unavailable, so that the batch is delivered again', async () => {
    const { archive, feed, ...bobs } = await archivedLedger();
    const away = archiver({ ...bobs, archive: { ...archive, add: () => Promise.reject(new Error('away')) } });
    await expect(away.deliver(feed())).rejects.toThrow('away');
  });
});

describe('a verification', () => {
  it('finds no difference where there is none', async () => {
    const { archive, archiving, feed, history } = await archivedLedger();
    await archiving.deliver(feed());
    const extent = { commits: 5, streams: 2 };
    expect(await verify(archive, history)).toMatchObject({
      archive: extent,
      store: extent,
      differences: [],
      incomplete: [],
    });
  });

  it('names each commit that is missing, too many, twice, or not the same', async () => {
    const store = inMemoryEventStore();
    for (const version of [1, 2, 3]) await store.put(document('sheet-1', version));
    await store.put({ id: 'odd', streamId: 'sheet-2' });
    const text = (version: number, note?: string) => JSON.stringify({ ...document('sheet-1', version), note });
    const archive: Pick<Archive, 'parts'> = {
      async *parts() {
        yield { from: 'a', lines: [text(1), text(4), text(2, 'changed'), 'no json'] };
        yield { from: 'b', lines: [text(1)] };
      },
    };
    const found = await verify(archive, store);
    expect(found.incomplete).toEqual(['sheet-1']);
    expect(found.differences).toEqual([
      'a holds a line that is not a commit: no json',
      'sheet-1@1 is in the archive twice, the second time in b.',
      'sheet-1@4 in the archive does not follow what is before it.',
      'sheet-1@2 is not the same in archive and store.',
      'sheet-1@3 is missing in the archive.',
      'The store holds a document that is not a commit: {"id":"odd","streamId":"sheet-2"}',
      'sheet-1@4 is in the archive and not in the store.',
    ]);
  });
});

describe('an archive that was repaired', () => {
  it('has every missing commit once, up to a document that is not a commit', async () => {
    const { archive, archiving, feed, history } = await archivedLedger();
    await archiving.deliver(feed().slice(0, 2));
    const found = await verify(archive, history);
    expect(found.incomplete).toEqual(['sheet-1', 'sheet-2']);
    await repairArchive(found, { archive, history, ...noKeys() });
    expect(await verify(archive, history)).toMatchObject({ archive: { commits: 5 }, differences: [], incomplete: [] });
    await repairArchive(found, { archive, history, ...noKeys() });
    expect(await linesOf(archive)).toHaveLength(5);

    const damaged = [document('sheet-9', 1), { odd: true }, document('sheet-9', 3)];
    await repairArchive(
      { ...found, incomplete: ['sheet-9'] },
      { ...noKeys(), archive, history: { ofStream: async () => damaged } },
    );
    expect((await linesOf(archive)).slice(5)).toEqual([JSON.stringify(damaged[0])]);
  });

  it('equals the store, although the missing commits are appended after newer ones', async () => {
    const store = inMemoryEventStore();
    for (const version of [1, 2, 3]) await store.put(document('sheet-1', version));
    const lines = [1, 3, 2].map((version) => JSON.stringify(document('sheet-1', version)));
    const archive: Pick<Archive, 'parts'> = {
      async *parts() {
        yield { from: 'a', lines };
      },
    };
    const verified = await verify(archive, store);
    expect(verified.differences).toEqual([]);
    const target = inMemoryEventStore();
    expect(
      await restoreArchive({ archive, target, ...noKeys(), erasedBy: new Map(), digest: sha256, streamsAtOnce: 4 }),
    ).toMatchObject({ outcome: 'restored' });
    expect(await target.read('sheet-1')).toEqual(await store.read('sheet-1'));
  });
});

describe('a restore', () => {
  const restore = (archive: Pick<Archive, 'parts'>, target = inMemoryEventStore(), knownHeads?: Hashes) =>
    restoreArchive({
      archive,
      target,
      ...noKeys(),
      erasedBy: new Map(),
      digest: sha256,
      streamsAtOnce: 4,
      ...(knownHeads && { knownHeads }),
    });

  it('builds a store that equals the original, to the byte', async () => {
    const { archive, archiving, feed, history } = await archivedLedger();
    await archiving.deliver(feed());
    const copy = inMemoryEventStore();
    expect(await restore(archive, copy)).toEqual({ outcome: 'restored', stored: 5, there: 0, withoutKey: [] });
    for (const streamId of ['sheet-1', 'sheet-2'])
      expect((await copy.ofStream(streamId)).map((each) => JSON.stringify(each))).toEqual(
        (await history.ofStream(streamId)).map((each) => JSON.stringify(each)),
      );
    expect((await verify(archive, copy)).differences).toEqual([]);
  });

  it('refuses a store that already holds commits', async () => {
    const { archive, history } = await archivedLedger();
    expect(await restore(archive, { ...history })).toEqual({ outcome: 'refused' });
  });

  it('continues where a killed restore ended', async () => {
    const { archive, archiving, feed } = await archivedLedger();
    await archiving.deliver(feed());
    const copy = inMemoryEventStore();
    let puts = 0;
    const mortal = {
      ...copy,
      put: (each: unknown) => ((puts += 1) > 3 ? Promise.reject(new Error('killed')) : copy.put(each)),
    };
    await expect(restore(archive, mortal)).rejects.toThrow('killed');
    expect(await restore(archive, copy)).toEqual({ outcome: 'restored', stored: 2, there: 3, withoutKey: [] });
    expect(await restore(archive, copy)).toEqual({ outcome: 'refused' });
  });

  it('stores a stream in order, also when a clock was wrong around midnight', async () => {
    const archive = inMemoryArchive();
    const commits = [
      document('sheet-1', 1, '2026-05-04T23:59:58.000Z'),
      document('sheet-1', 2, '2026-05-05T00:00:00.100Z'),
      document('sheet-1', 3, '2026-05-04T23:59:59.900Z'),
      document('sheet-1', 4, '2026-05-05T00:00:00.200Z'),
    ];
    for (const commit of commits) await archive.add([archivedCommit(commit)]);
    const copy = inMemoryEventStore();
    await restore(archive, copy);
    expect(copy.feed()).toEqual(commits);
  });

  it('names the commits that do not form a history, and leaves the restore unfinished', async () => {
    const line = (version: number) => JSON.stringify(document('sheet-1', version));
    const archive: Pick<Archive, 'parts'> = {
      async *parts() {
        yield { from: 'a', lines: [line(1), line(3), 'no json'] };
      },
    };
    const copy = inMemoryEventStore();
    expect(await restore(archive, copy)).toEqual({
      outcome: 'damaged',
      reasons: ['a holds a line that is not a commit: no json', 'sheet-1@3 does not follow what is before it.'],
    });
    expect(copy.feed()).toEqual([document('sheet-1', 1)]);
    expect(await copy.begin()).toBe('resumed');
  });

  it('tells of a commit that was changed, though it repeats lines and is started again', async () => {
    const { archive, archiving, feed } = await archivedLedger();
    await archiving.deliver(feed());
    const lines = (await linesOf(archive)).map((line) => line.replace(/:6\b/, ':60'));
    const changed: Pick<Archive, 'parts'> = {
      async *parts() {
        yield { from: 'a', lines: [...lines, ...lines] };
      },
    };
    const copy = inMemoryEventStore();
    const reasons = ['sheet-1@2 in the archive was changed: its content is not what its hash says.'];
    expect(await restore(changed, copy)).toEqual({ outcome: 'damaged', reasons });
    expect(await restore(changed, copy)).toEqual({ outcome: 'damaged', reasons });
  });

  it('tells of a stream that ends too early, by its head of before', async () => {
    const { archive, archiving, feed, history } = await archivedLedger();
    await archiving.deliver(feed());
    const { heads } = await verify(archive, history);
    const lines = (await linesOf(archive)).slice(0, -1);
    const shorter: Pick<Archive, 'parts'> = {
      async *parts() {
        yield { from: 'a', lines };
      },
    };
    expect(await restore(shorter)).toMatchObject({ outcome: 'restored' });
    expect(await restore(shorter, inMemoryEventStore(), heads)).toEqual({
      outcome: 'damaged',
      reasons: ['sheet-2@2 is gone from the archive, though its hash is known.'],
    });
  });
});
