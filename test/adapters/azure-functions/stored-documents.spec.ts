import { newtonsoftJson } from '@annal/local-functions/newtonsoft';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../adapters/commit-document.ts';
import { hashOf } from '../../../application/streams/commit-hash.ts';
import { storedDocuments } from '../../../adapters/azure-functions/delivery/stored-documents.ts';

const unhashed = (version: number, recordedAt: string, data: object = {}, more: object = {}) => ({
  id: String(version).padStart(16, '0'),
  streamId: 'note-1',
  category: 'note',
  version,
  events: [{ type: 'Written', schemaVersion: 1, data }],
  recordedAt,
  actor: 'bob',
  commandId: `write-${version}`,
  correlationId: 'a-story',
  causationId: null,
  traceparent: null,
  ...more,
});
type Stored = ReturnType<typeof unhashed>;

const commit = (...of: Parameters<typeof unhashed>) => {
  const document = unhashed(...of);
  return { ...document, hash: hashOf(document, sha256) };
};

/** A host over a store that counts what is asked of it. */
const hostOver = (stored: readonly Stored[], rewritesDates: boolean) => {
  const asked: number[] = [];
  const asStored = storedDocuments({
    ofCommit: (_, version) => {
      asked.push(version);
      return Promise.resolve(stored.find((each) => each.version === version));
    },
  });
  const deliver = (documents: readonly unknown[]) =>
    asStored(JSON.parse(newtonsoftJson(documents, { rewritesDates })) as unknown[]);
  return { asked, deliver };
};

const unclear = '2026-05-04T10:00:00.123Z';
const telling = '2026-05-04T10:00:00.120Z';

/** Texts of users that a host rewrites, beside those that it would leave. */
const texts = [
  '2026-05-04T10:00:00.120Z',
  '2026-05-04T10:00:00.000Z',
  '2026-05-04T10:00:00.12Z',
  '2026-05-04T10:00:00Z',
  '2026-05-04T10:00:00z',
  '2026-05-04T10:00:00',
  '2026-05-04T10:00:00+14:00',
  '2026-05-04T10:00:00.5-0330',
  '2026-05-04T24:00:00',
  '2026-02-30T00:00:00.0Z',
  '/Date(1198908717056)/',
  'Written at 2026-05-04T10:00:00.120Z',
  'plain',
];

describe('A delivered batch', () => {
  it.each(texts)('of a host that rewrites dates and times has the text of the store: %s', async (text) => {
    for (const stored of [unclear, telling].flatMap((at) =>
      [commit, unhashed].map((make) => make(1, at, { text, lines: [{ text }] })),
    )) {
      const { documents } = await hostOver([stored], true).deliver([stored]);
      expect(JSON.stringify(documents)).toBe(JSON.stringify([stored]));
    }
  });

  it('of a host that rewrites nothing costs no request, whatever was written', async () => {
    const stored = texts.map((text, index) => commit(index + 1, index % 2 === 0 ? unclear : telling, { text }));
    const host = hostOver(stored, false);
    expect(await host.deliver(stored)).toEqual({ documents: stored, rewritten: 0 });
    expect(host.asked).toEqual([]);
  });

  it('costs a request for a commit without a hash, which an older release has stored, only if it holds a date and time', async () => {
    const stored = [
      unhashed(1, unclear, { text: 'plain', at: '2026-05-04' }),
      unhashed(2, unclear, { text: '2026-05-04T10:00:00Z' }),
    ];
    const host = hostOver(stored, false);
    expect(await host.deliver(stored)).toEqual({ documents: stored, rewritten: 0 });
    expect(host.asked).toEqual([2]);
  });

  it('does not count as exact because of a text that a user wrote', async () => {
    // No day, so that no host rewrites it: it shows nothing.
    const stored = [commit(1, unclear, { text: '2026-02-30T00:00:00.0Z' }), commit(2, unclear, { text: telling })];
    const { documents } = await hostOver(stored, true).deliver(stored);
    expect(documents).toEqual(stored);
  });

  it('says how many documents had other text, and not of those that only the store adds something to', async () => {
    const stored = [commit(1, telling), commit(2, unclear), commit(3, unclear, { text: '2026-05-04T10:00:00Z' })];
    const host = hostOver(stored, true);
    const { rewritten } = await host.deliver(stored.map((each) => ({ ...each, _lsn: 7 })));
    expect(rewritten).toBe(1);
    expect(host.asked).toEqual([1]);
  });

  it('marks a commit that somebody has changed in the store, and no other', async () => {
    const stored = [commit(1, unclear), { ...commit(2, unclear), actor: 'mallory' }, unhashed(3, telling)];
    for (const rewritesDates of [true, false]) {
      const { documents } = await hostOver(stored, rewritesDates).deliver(stored);
      expect(documents).toEqual([stored[0], { ...stored[1], isChanged: true }, stored[2]]);
    }
  });

  it('is that of the store also where that is no commit any more, so that one document holds up no others', async () => {
    const delivered = { ...commit(1, unclear), actor: 'mallory' };
    const damaged = { ...delivered, recordedAt: 'never' };
    const { documents } = await hostOver([damaged, commit(2, unclear)], false).deliver([delivered, commit(2, unclear)]);
    expect(documents).toEqual([{ ...damaged, isChanged: true }, commit(2, unclear)]);
  });

  it('fails when the store does not show yet what the feed has delivered, so that it comes again', async () => {
    await expect(hostOver([], true).deliver([commit(1, telling)])).rejects.toThrow('version 1 of note-1');
  });

  it('keeps a document that is no commit as it is: nothing else could be said of it', async () => {
    const junk = [{ id: '2026-05-04T10:00:00Z', streamId: 'note-1' }, 'no document', null, 7];
    const host = hostOver([], true);
    expect(await host.deliver(junk)).toEqual({ documents: junk, rewritten: 0 });
  });

  it('has the text of the store whatever was written, when, and by which host', async () => {
    const time = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    const digits = fc.stringMatching(/^\d{0,8}$/);
    const zone = fc.constantFrom('', 'Z', 'z', '+00:00', '-11:30', '+0200', '+02:');
    const dated = fc
      .tuple(time, digits, zone)
      .map(([when, fraction, where]) => `${when.toISOString().slice(0, 19)}${fraction && `.${fraction}`}${where}`);
    const data = fc.dictionary(fc.string(), fc.oneof(dated, fc.string(), fc.array(dated, { maxLength: 3 })), {
      maxKeys: 4,
    });
    const commits = fc
      .array(fc.tuple(time, data, fc.oneof(dated, fc.constant('bob'))), { minLength: 1, maxLength: 4 })
      .map((list) =>
        list.map(([when, each, actor], index) =>
          (index % 2 === 0 ? commit : unhashed)(index + 1, when.toISOString(), each, { actor, commandId: actor }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(commits, fc.boolean(), async (stored, rewritesDates) => {
        const { documents } = await hostOver(stored, rewritesDates).deliver(stored);
        expect(JSON.stringify(documents)).toBe(JSON.stringify(stored));
      }),
      { numRuns: 500 },
    );
  });
});
