import type { PersonalKeys } from '../privacy/personal-keys.ts';

/** A value that no two streams of an aggregate have at the same time. */
export interface UniqueValue<Event, Rejection> {
  /** For ever: part of the names under which values are reserved, and the name of the subscriber that confirms them. */
  readonly name: string;
  /** What a stream has after an event, in the form in which values are compared; undefined when it has none. */
  readonly heldAfter: (held: string | undefined, event: Event) => string | undefined;
  /** What is answered to who wants a value that another stream has. */
  readonly rejection: Rejection;
}

/** Names a value without saying it. */
export type NameValue = (kind: string, value: string) => Promise<string>;

/** No stream is called so, so nobody can be erased under this name. */
const subject = '$unique-values';

/** Names values by a fingerprint under a key of their own: who reads the reservations cannot try addresses out. */
export const nameByFingerprint =
  (keys: PersonalKeys): NameValue =>
  async (kind, value) => {
    const key = await keys.toSeal(subject);
    if (key === 'erased') throw new Error(`The key of ${subject} was destroyed. No unique value can be told any more.`);
    return key.fingerprint(JSON.stringify([kind, value]));
  };
