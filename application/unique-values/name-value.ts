import type { PersonalKeys } from '../privacy/personal-keys.ts';

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
