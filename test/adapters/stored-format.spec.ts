import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commitDocument, sha256 } from '../../adapters/commit-document.ts';
import { readCommit } from '../../adapters/stored-commit.ts';
import { hashOf, integrityOf } from '../../application/streams/commit-hash.ts';
import { commitSchema } from '../../application/streams/commit.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8'));

/** As they were stored by the release that began with them. These files never change: a store holds such documents. */
const unhashed = golden('commit-without-hash.v1');
const hashed = golden('commit.v2');

describe('a stored commit', () => {
  it('is read as it was stored before commits had hashes', () => {
    const hash = hashOf(unhashed, sha256);
    expect(readCommit('account-1', unhashed)).toEqual({ ...commitSchema.parse(unhashed), hash });
  });

  it('is read with the hashes that it was stored with', () => {
    expect(integrityOf(hashed, sha256)).toBe('intact');
    expect(readCommit('account-1', hashed)).toEqual(commitSchema.parse(hashed));
  });

  it('is made today as it was then, to the byte', () => {
    const first = readCommit('account-1', unhashed);
    const { category, events, actor, commandId, commandDigest, correlationId, causationId, traceparent } =
      commitSchema.parse(hashed);
    const [event, ...others] = events;
    if (event === undefined) throw new Error('The golden commit has no events.');
    const document = commitDocument(StreamHead.behind(first), {
      ...{ category, events: [event, ...others], recordedAt: '2026-11-29T08:59:59.999Z' },
      ...{ actor, commandId, correlationId, causationId, traceparent },
      ...(commandDigest === undefined ? {} : { commandDigest }),
    });
    expect(JSON.stringify(document)).toBe(JSON.stringify(hashed));
  });
});
