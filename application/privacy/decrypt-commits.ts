import { firstVersionOf, type Commit } from '../streams/commit.ts';
import { UnreadableCommit } from '../streams/event-codec.ts';
import { placeOfDigest, placeOfField } from './encrypt-commit.ts';
import type { PersonalKey, PersonalKeys, Sealed } from './personal-keys.ts';
import { erasedText } from '../../domain/modelling/personal.ts';
import { revealIn, sealedIn } from './personal-values.ts';
import { subjectsOf } from './subjects.ts';

/** Commits as they were before they were stored; what is about somebody who was erased reads `[erased]`. */
export type Reveal = (commits: readonly Commit[]) => Promise<readonly Commit[]>;

type Found = ReadonlyMap<string, PersonalKey | 'erased'>;

/**
 * Reveals commits, of whatever age and type: what is sealed says so itself, so no schema is asked. Each key is asked for once.
 * Throws {@link UnreadableCommit} where a sealed value is damaged or not in its place, or whose key is lost, and StoreUnavailable.
 */
export const revealingWith =
  (keys: PersonalKeys): Reveal =>
  async (commits) => {
    const keyOf = async (subject: string): Promise<PersonalKey | 'erased'> => {
      const key = await keys.toOpen(subject);
      if (key === 'missing') throw new UnreadableCommit(`The key of ${subject} is missing: somebody has lost it.`);
      return key;
    };
    const subjects = new Set(commits.flatMap((commit) => understood(commit, () => subjectsOf(commit))));
    if (subjects.size === 0) return commits;
    const entries = await Promise.all([...subjects].map(async (subject) => [subject, await keyOf(subject)] as const));
    const found = new Map(entries);
    return commits.map((commit) => understood(commit, () => revealed(commit, found)));
  };

const revealed = ({ commandDigest, ...commit }: Commit, found: Found): Commit => {
  const events = commit.events.map((event, index) => {
    const version = firstVersionOf(commit) + index;
    const open = (sealed: Sealed, place: string) => opened(sealed, place, found) ?? erasedText;
    const data = revealIn(event.data, (sealed, path) => open(sealed, placeOfField(commit.streamId, version, path)));
    return { ...event, data };
  });
  const digest = digestOf(commit, commandDigest, found);
  return { ...commit, events, ...(digest === undefined ? {} : { commandDigest: digest }) };
};

/** An erased digest is none: whether the request was the same cannot be told any more. */
const digestOf = (commit: Commit, digest: string | undefined, found: Found): string | undefined => {
  const sealed = sealedIn(digest ?? '');
  return sealed === undefined ? digest : opened(sealed, placeOfDigest(commit.streamId, commit.version), found);
};

const opened = (sealed: Sealed, place: string, found: Found): string | undefined => {
  const key = found.get(sealed.subject) ?? 'erased';
  return key === 'erased' ? undefined : key.open(sealed, place);
};

const understood = <Result>({ streamId, version }: Commit, read: () => Result): Result => {
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
