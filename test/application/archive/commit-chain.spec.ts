import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { sha256 } from '../../../adapters/commit-document.ts';
import { commitChain } from '../../../application/archive/commit-chain.ts';
import { hashOf } from '../../../application/streams/commit-hash.ts';
import { appendAll, newCommit } from '../../adapters/contracts/new-commit.ts';

type Document = Readonly<Record<string, unknown>> & { readonly version: number };

const follow = (documents: readonly unknown[]) => {
  const chain = commitChain('the store', sha256);
  for (const document of documents) chain.add(document);
  return chain.end();
};

const anyOrder = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });

let stored: readonly Document[];
const changed = (version: number, change: Readonly<Record<string, unknown>>): readonly Document[] =>
  stored.map((each) => (each.version === version ? { ...each, ...change } : each));
const rehashed = (version: number, change: Readonly<Record<string, unknown>>): readonly Document[] =>
  changed(version, change).map((each) => (each.version === version ? { ...each, hash: hashOf(each, sha256) } : each));
const without = (document: Document, ...names: readonly string[]): Document => ({
  version: document.version,
  ...Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name))),
});
const unhashed = (document: Document): Document => without(document, 'hash', 'previousHash');

beforeAll(async () => {
  const store = inMemoryEventStore();
  await appendAll(store, 'order-1', [
    newCommit('1', 'A'),
    newCommit('2', 'A', 'B'),
    newCommit('3', 'A'),
    newCommit('4', 'A'),
  ]);
  await appendAll(store, 'order-2', [newCommit('1', 'A')]);
  stored = store.feed() as readonly Document[];
});

describe('the chain of commits', () => {
  it('has no break in a history as it was stored, in whatever order it is read', () => {
    const heads = new Map([
      ['order-1@5', stored[3]?.['hash']],
      ['order-2@1', stored[4]?.['hash']],
    ]);
    fc.assert(
      fc.property(anyOrder, (order) => {
        expect(follow(order.map((index) => stored[index]))).toEqual({ breaks: [], unhashed: 0, heads });
      }),
    );
  });

  it.each([
    [
      'was changed',
      () => changed(3, { actor: 'mallory' }),
      '@3 in the store was changed: its content is not what its hash says.',
    ],
    [
      'was changed with its hash',
      () => rehashed(3, { actor: 'mallory' }),
      '@4 in the store carries the hash of another commit than the one before it.',
    ],
    [
      'is gone',
      () => stored.filter(({ version }) => version !== 3),
      '@4 in the store does not follow what is before it.',
    ],
    [
      'has no hash any more, and was changed',
      () => changed(3, { actor: 'mallory' }).map((each) => (each.version === 3 ? unhashed(each) : each)),
      '@4 in the store carries the hash of another commit than the one before it.',
    ],
  ])('names the commit where one %s, in whatever order it is read', (_, tampered, sentence) => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const documents = tampered();
        const { breaks } = follow(order.flatMap((index) => documents[index] ?? []));
        expect(breaks).toEqual([`order-1${sentence}`]);
      }),
    );
  });

  it('names both of two commits that were swapped', () => {
    const [first, second, third, fourth] = stored;
    expect(follow([first, second, { ...fourth, version: 4 }, { ...third, version: 5 }]).breaks).toEqual([
      'order-1@4 in the store was changed: its content is not what its hash says.',
      'order-1@4 in the store carries the hash of another commit than the one before it.',
      'order-1@5 in the store was changed: its content is not what its hash says.',
      'order-1@5 in the store carries the hash of another commit than the one before it.',
    ]);
  });

  it('counts the commits without a hash, which an older release has stored, and covers them by the next', () => {
    const mixed = stored.map((each) => (each.version === 3 ? unhashed(each) : each));
    expect(follow([unhashed(stored[0] ?? { version: 0 })])).toMatchObject({ breaks: [], unhashed: 1 });
    expect(follow(mixed).breaks).toHaveLength(1);
  });

  it('compares with hashes that are known, which shows also a tail that was rewritten or cut off', () => {
    const { heads } = follow(stored);
    const compare = (documents: readonly unknown[]) => {
      const chain = commitChain('the store', sha256, heads);
      for (const document of documents) chain.add(document);
      return chain.end().breaks;
    };
    expect(compare(stored)).toEqual([]);
    expect(compare(rehashed(5, { actor: 'mallory' }))).toEqual([
      'order-1@5 in the store is not the commit whose hash is known.',
    ]);
    const isGone = 'order-1@5 is gone from the store, though its hash is known.';
    expect(compare(stored.filter(({ version }) => version < 4))).toEqual([isGone]);
  });

  it('names what has no events, or a hash that is none', () => {
    const odd = [{ ...stored[0], events: [] }, { ...stored[0], hash: 7 }, null];
    const named: unknown = expect.stringContaining('the store holds a commit without');
    expect(follow(odd).breaks).toEqual([named, named, named]);
  });
});
