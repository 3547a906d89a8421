import type { StreamId } from '../../domain/modelling/ids.ts';
import type { FieldPath } from '../../domain/modelling/personal.ts';
import type { NewCommit, NewEvent } from '../streams/event-store.ts';
import type { StreamHead } from '../streams/stream-head.ts';
import type { PersonalKey, PersonalKeys } from './personal-keys.ts';
import { sealAt, textOf } from './personal-values.ts';

/** The place that a personal value is sealed for: in another stream, version or field it cannot be opened. */
export const placeOfField = (streamId: StreamId, version: number, path: FieldPath): string =>
  JSON.stringify([streamId, version, ...path]);

/** The place that a commit's digest is sealed for. A digest can confirm a guess at the request, so it is personal too. */
export const placeOfDigest = (streamId: StreamId, version: number): string => JSON.stringify([streamId, version]);

/** Where a commit comes to lie: behind this version of its stream. */
type Place = Pick<StreamHead, 'streamId' | 'version'>;

/**
 * Encrypts commits for the store, one behind the other: each personal value is sealed under the key of the stream's subject. A commit
 * without personal values needs no key and is returned as it is. Those from the first on that holds personal values are left out
 * when the key has been destroyed. Of commits that cannot be encrypted the first throws, and others are left out.
 */
export const encryptCommits = async (
  keys: PersonalKeys,
  { streamId, version }: StreamHead,
  commits: readonly NewCommit[],
): Promise<readonly NewCommit[]> => {
  const encrypted: NewCommit[] = [];
  let end = version;
  for (const commit of commits) {
    const sealing = encryptCommit(keys, { streamId, version: end }, commit);
    const each = await (encrypted.length === 0 ? sealing : sealing.catch(() => 'left out' as const));
    if (typeof each === 'string') break;
    encrypted.push(each);
    end += commit.events.length;
  }
  return encrypted;
};

const encryptCommit = async (keys: PersonalKeys, head: Place, commit: NewCommit): Promise<NewCommit | 'erased'> => {
  if (!commit.events.some(isPersonal)) return commit;
  const key = await keys.toSeal(head.streamId);
  return key === 'erased' ? 'erased' : sealed(key, head, commit);
};

const isPersonal = ({ personal = [] }: NewEvent): boolean => personal.length > 0;

const sealed = (key: PersonalKey, { streamId, version }: Place, commit: NewCommit): NewCommit => {
  const [first, ...others] = commit.events;
  const encrypted = (event: NewEvent, index: number): NewEvent => {
    const { personal = [], data, ...plain } = event;
    const place = (path: FieldPath) => placeOfField(streamId, version + 1 + index, path);
    return { ...plain, data: sealAt(data, personal, (text, path) => key.seal(text, place(path))) };
  };
  const { commandDigest: digest } = commit;
  const last = version + commit.events.length;
  return {
    ...commit,
    events: [encrypted(first, 0), ...others.map((event, index) => encrypted(event, index + 1))],
    ...(digest === undefined ? {} : { commandDigest: textOf(key.seal(digest, placeOfDigest(streamId, last))) }),
  };
};
