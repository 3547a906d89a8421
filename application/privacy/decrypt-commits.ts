import type { Subject } from '../../domain/modelling/ids.ts';
import type { Decrypt } from '../feed/feed-batch.ts';
import { firstVersionOf, type Commit } from '../streams/commit.ts';
import { UnreadableCommit } from '../streams/event-codec.ts';
import { placeOfDigest, placeOfField } from './encrypt-commit.ts';
import type { PersonalKey, PersonalKeys, Sealed } from './personal-keys.ts';
import { erasedText } from '../../domain/modelling/personal.ts';
import { openIn, sealedIn, subjectsOf } from './personal-values.ts';

type Found = ReadonlyMap<string, PersonalKey | 'erased'>;

/**
 * Decrypts commits of any age and type: a sealed value is marked as one, so no schema is needed. Each key is looked up once.
 * Throws {@link UnreadableCommit} when a sealed value is damaged or not in its place, or its key is lost; and StoreUnavailable.
 */
export const decryptingWith =
  (keys: PersonalKeys): Decrypt =>
  async (commits) => {
    const keyOf = async (subject: Subject): Promise<PersonalKey | 'erased'> => {
      const key = await keys.toOpen(subject);
      if (key === 'missing')
        throw new UnreadableCommit(`The key of ${subject} is missing: it was lost, not destroyed by an erasure.`);
      return key;
    };
    const subjects = new Set(commits.flatMap((commit) => readable(commit, () => subjectsOf(commit))));
    if (subjects.size === 0) return commits;
    const entries = await Promise.all([...subjects].map(async (subject) => [subject, await keyOf(subject)] as const));
    const found = new Map(entries);
    return commits.map((commit) => readable(commit, () => decrypted(commit, found)));
  };

const decrypted = ({ commandDigest, ...commit }: Commit, found: Found): Commit => {
  const events = commit.events.map((event, index) => {
    const version = firstVersionOf(commit) + index;
    const open = (sealed: Sealed, place: string) => opened(sealed, place, found) ?? erasedText;
    const data = openIn(event.data, (sealed, path) => open(sealed, placeOfField(commit.streamId, version, path)));
    return { ...event, data };
  });
  const digest = digestOf(commit, commandDigest, found);
  return { ...commit, events, ...(digest === undefined ? {} : { commandDigest: digest }) };
};

/** Undefined for an erased subject: whether a repeated request is the same cannot be decided any more. */
const digestOf = (commit: Commit, digest: string | undefined, found: Found): string | undefined => {
  const sealed = sealedIn(digest ?? '');
  return sealed === undefined ? digest : opened(sealed, placeOfDigest(commit.streamId, commit.version), found);
};

const opened = (sealed: Sealed, place: string, found: Found): string | undefined => {
  const key = found.get(sealed.subject) ?? 'erased';
  return key === 'erased' ? undefined : key.open(sealed, place);
};

const readable = <Result>({ streamId, version }: Commit, read: () => Result): Result => {
  try {
    return read();
  } catch (cause) {
    throw new UnreadableCommit(
      `A personal value of ${streamId} at version ${version} is damaged or not in its place.`,
      {
        cause,
      },
    );
  }
};
