import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aesKey, newKeyBytes } from '../../../adapters/personal-keys/aes-key.ts';
import { NotSealedHere, type Sealed } from '../../../application/privacy/personal-keys.ts';

const key = aesKey('customer-1', newKeyBytes());
const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const place = fc.string({ maxLength: 30 });

describe('What is sealed under a key', () => {
  it('reads as it was, in its place', () => {
    fc.assert(
      fc.property(text, place, (words, here) => {
        expect(key.open(key.seal(words, here), here)).toBe(words);
      }),
    );
  });

  it('cannot be read in another place', () => {
    fc.assert(
      fc.property(text, place, place, (words, here, there) => {
        fc.pre(here !== there);
        expect(() => key.open(key.seal(words, here), there)).toThrow(NotSealedHere);
      }),
    );
  });

  it('cannot be read under another key', () => {
    const sealed = key.seal('Ada', 'here');
    expect(() => aesKey('customer-1', newKeyBytes()).open(sealed, 'here')).toThrow(NotSealedHere);
  });

  it('cannot be read once a byte of it is another', () => {
    const field = fc.constantFrom<keyof Sealed>('iv', 'text', 'tag');
    fc.assert(
      fc.property(field, fc.nat(11), fc.integer({ min: 1, max: 255 }), (name, at, change) => {
        const sealed = key.seal('twelve bytes', 'here');
        const bytes = Buffer.from(sealed[name], 'base64url');
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const changed = { ...sealed, [name]: bytes.toString('base64url') };
        expect(() => key.open(changed, 'here')).toThrow(NotSealedHere);
      }),
    );
  });

  it('cannot be read by a shortened proof', () => {
    const sealed = key.seal('Ada', 'here');
    const tag = Buffer.from(sealed.tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => key.open({ ...sealed, tag }, 'here')).toThrow(NotSealedHere);
  });

  it('looks different each time', () => {
    expect(key.seal('Ada', 'here').text).not.toBe(key.seal('Ada', 'here').text);
  });
});
