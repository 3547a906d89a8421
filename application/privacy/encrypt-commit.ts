import type { FieldPath } from '../../domain/modelling/personal.ts';
import type { NewCommit, NewEvent } from '../streams/event-store.ts';
import type { StreamHead } from '../streams/stream-head.ts';
import type { PersonalKey, PersonalKeys } from './personal-keys.ts';
import { concealAt, textOf } from './personal-values.ts';

/** The place of a personal value: in another stream, version or field it cannot be read. */
export const placeOfField = (streamId: string, version: number, path: FieldPath): string =>
  JSON.stringify([streamId, version, ...path]);

/** The place of a commit's digest. A digest tells whether a guess at the request was right, so it is personal as well. */
export const placeOfDigest = (streamId: string, version: number): string => JSON.stringify([streamId, version]);

/**
 * The commit as it may be stored: what is personal is sealed under the key of the stream's subject. A commit without
 * personal values needs no key and stays as it is. 'erased' when there is no key any more.
 */
export const concealCommit = async (
  keys: PersonalKeys,
  head: StreamHead,
  commit: NewCommit,
): Promise<NewCommit | 'erased'> => {
  if (!commit.events.some(isPersonal)) return commit;
  const key = await keys.toSeal(head.streamId);
  return key === 'erased' ? 'erased' : sealed(key, head, commit);
};

const isPersonal = ({ personal = [] }: NewEvent): boolean => personal.length > 0;

const sealed = (key: PersonalKey, { streamId, version }: StreamHead, commit: NewCommit): NewCommit => {
  const [first, ...others] = commit.events;
  const concealed = (event: NewEvent, index: number): NewEvent => {
    const { personal = [], data, ...plain } = event;
    const place = (path: FieldPath) => placeOfField(streamId, version + 1 + index, path);
    return { ...plain, data: concealAt(data, personal, (text, path) => key.seal(text, place(path))) };
  };
  const { commandDigest: digest } = commit;
  const last = version + commit.events.length;
  return {
    ...commit,
    events: [concealed(first, 0), ...others.map((event, index) => concealed(event, index + 1))],
    ...(digest === undefined ? {} : { commandDigest: textOf(key.seal(digest, placeOfDigest(streamId, last))) }),
  };
};
