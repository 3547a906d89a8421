import type { PersonalKeys } from '../privacy/personal-keys.ts';

/** Derives the name under which a value is reserved. The value cannot be read from it. */
export type NameValue = (kind: string, value: string) => Promise<string>;

/** Not the name of any stream, so no erasure destroys this key. */
const subject = '$unique-values';

/** Names a value by its fingerprint under a key of its own, so that a reader of the reservations cannot test guesses. */
export const nameByFingerprint =
  (keys: PersonalKeys): NameValue =>
  async (kind, value) => {
    const key = await keys.toSeal(subject);
    if (key === 'erased')
      throw new Error(`The key of ${subject} was destroyed. Unique values cannot be reserved any more.`);
    return key.fingerprint(JSON.stringify([kind, value]));
  };
