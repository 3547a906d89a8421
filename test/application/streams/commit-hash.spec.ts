import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../adapters/commit-document.ts';
import { hashOf, integrityOf } from '../../../application/streams/commit-hash.ts';

const hash = (document: unknown) => hashOf(document, sha256);
const record = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ noUnicodeString: false }));

/** The same value, with the keys of every object the other way round. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, turned(member)]),
  );
};

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the hash of a commit', () => {
  it('is the SHA-256 of its canonical JSON (RFC 8785)', () => {
    const document = { b: [1e21, -0, 1.5, { z: null, ä: '€\n', '10': 1, '9': 2 }], a: true, _ts: 7, hash: 'x' };
    expect(hash(document)).toBe(sha256('{"a":true,"b":[1e+21,0,1.5,{"10":1,"9":2,"z":null,"ä":"€\\n"}]}'));
  });

  it('is the same in any order of keys, and after any way through JSON', () => {
    fc.assert(
      fc.property(record, (document) => {
        expect(hash(turned(document))).toBe(hash(document));
        expect(hash(throughJson(document))).toBe(hash(document));
      }),
    );
  });

  it('is the same for values that JSON writes in the same way', () => {
    const value = { left: undefined, kept: [undefined, Number.NaN, -0], text: '\ud800' };
    expect(hash(value)).toBe(hash({ kept: [null, null, 0], text: '\ufffd' }));
    expect(hash(throughJson(value))).toBe(hash(value));
    expect(hash({ '\ud800': 1, '\ue000': 2 })).toBe(hash({ '\ufffd': 1, '\ue000': 2 }));
  });

  it('is another one as soon as any value is another one', () => {
    const fields = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(fields, fc.nat(), fc.jsonValue(), (document, place, value) => {
        const names = Object.keys(document).filter((name) => !name.startsWith('_') && name !== 'hash');
        const name = names[place % names.length] ?? '';
        fc.pre(name !== '' && !isDeepStrictEqual(throughJson(document[name]), throughJson(value)));
        expect(hash({ ...document, [name]: value })).not.toBe(hash(document));
      }),
    );
  });

  it('covers fields that this code does not know, and nothing that the store sets', () => {
    const document = { version: 1, events: [] };
    expect(hash({ ...document, ofTomorrow: 1 })).not.toBe(hash(document));
    expect(hash({ ...document, previousHash: 'a' })).not.toBe(hash(document));
    expect(hash({ ...document, _etag: '"1"', _ts: 1, hash: 'a' })).toBe(hash(document));
    expect(hash({ ...document, events: [{ _etag: 'of the business' }] })).not.toBe(hash(document));
  });
});

describe('a document with its hash', () => {
  const at = '2026-11-30T10:00:01.120Z';
  const content = { id: '1', streamId: 'order-1', recordedAt: at, events: [{ data: { due: '2026-12-01' } }] };
  const document = { ...content, hash: hash(content) };

  it('is intact as it was stored, also with what the store has added', () => {
    expect(integrityOf({ ...document, _lsn: 3, _ts: 1 }, sha256)).toBe('intact');
    expect(integrityOf(throughJson(turned(document)), sha256)).toBe('intact');
  });

  it.each([
    ['its time was written in another way', { ...document, recordedAt: '2026-11-30T10:00:01.12Z' }],
    ['a text that looks like a date was', { ...document, events: [{ data: { due: '2026-12-01T00:00:00' } }] }],
    ['a field is gone', { ...document, id: undefined }],
    ['a field was added', { ...document, added: null }],
    ['the hash is another one', { ...document, hash: `${document.hash}x` }],
  ])('is changed where %s', (_, found) => expect(integrityOf(found, sha256)).toBe('changed'));

  it.each([[content], [{ ...content, hash: 1 }], ['text'], [null], [undefined], [[]]])(
    'says nothing without a hash: %j',
    (found) => expect(integrityOf(found, sha256)).toBe('unhashed'),
  );
});
