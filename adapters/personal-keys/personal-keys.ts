import type { Subject } from '../../domain/modelling/ids.ts';
import { LRUCache } from 'lru-cache';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import type { PersonalKey, PersonalKeys } from '../../application/privacy/personal-keys.ts';
import { aesKey, newKeyBytes } from './aes-key.ts';
import { DamagedKey, lookUpKey, type KeyDocuments, type WrappedKey } from '../../application/privacy/key-documents.ts';
import { DamagedWrap, type KeyWrap } from './key-wrap.ts';

/** What the keys are made of. */
export interface KeySources {
  readonly documents: KeyDocuments;
  readonly keyWrap: KeyWrap;
  /** How long a key or its tombstone may be cached, in milliseconds. */
  readonly maximumAgeMs: number;
  /** How many are cached at most, a few hundred bytes each: 20,000 by default. Memory for so many is taken at the start. */
  readonly keysInMemory?: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

const milliseconds = (): number => performance.now();

type Found = PersonalKey | 'erased';

/**
 * Stores wrapped keys in documents, and keeps unwrapped keys in memory for a limited time. Concurrent requests for one key share
 * a read.
 */
export const personalKeys = (sources: KeySources): PersonalKeys => {
  const { documents, keyWrap, maximumAgeMs, keysInMemory = 20_000, now = milliseconds } = sources;
  const known = new LRUCache<string, Promise<Found | undefined>>({
    max: keysInMemory,
    ttl: maximumAgeMs,
    ttlResolution: 0,
    perf: { now },
  });

  const opened = async (subject: Subject, key: WrappedKey | 'destroyed'): Promise<Found> =>
    key === 'destroyed' ? 'erased' : aesKey(subject, await keyWrap.unwrap(key).catch(damageOf(subject)));

  const find = async (subject: Subject): Promise<Found | undefined> => {
    const key = await lookUpKey(documents, subject);
    return key === 'missing' ? undefined : opened(subject, key);
  };

  const findOrMake = async (subject: Subject): Promise<Found> => {
    const found = await documents.find(subject); // the creation finds out whether there is really none
    if (found !== undefined) return opened(subject, found);
    const bytes = newKeyBytes();
    const made = await documents.create(subject, await keyWrap.wrap(bytes));
    return made === 'created' ? aesKey(subject, bytes) : madeElsewhere(subject, await find(subject));
  };

  /** Caches only what was found, from the time of the request. */
  const remembering = async (subject: Subject, look: () => Promise<Found | undefined>): Promise<Found | undefined> => {
    const earlier = known.get(subject);
    if (earlier !== undefined) return earlier;
    const looking = look();
    known.set(subject, looking);
    const forget = (): void => {
      if (known.peek(subject) === looking) known.delete(subject);
    };
    try {
      const found = await looking;
      if (found === undefined) forget();
      return found;
    } catch (error) {
      forget();
      throw error;
    }
  };

  return {
    toSeal: async (subject) => {
      const found = await remembering(subject, () => findOrMake(subject));
      return found ?? findOrMake(subject); // a concurrent read found none
    },
    toOpen: async (subject) => (await remembering(subject, () => find(subject))) ?? 'missing',
    destroy: async (subject) => {
      await documents.destroy(subject);
      known.set(subject, Promise.resolve('erased'));
    },
  };
};

/** Bytes that the wrapping key has not wrapped never become a key. Where it is away or refuses, they may still. */
const damageOf =
  (subject: Subject) =>
  (error: unknown): never => {
    throw error instanceof DamagedWrap ? new DamagedKey(subject, 'its wrapping key has not wrapped it') : error;
  };

const madeElsewhere = (subject: Subject, found: Found | undefined): Found => {
  if (found === undefined) throw new StoreUnavailable(`The key of ${subject} was taken away while it was made.`);
  return found;
};
