import type { Subject } from '../../domain/modelling/ids.ts';
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { NotSealedHere, type PersonalKey, type Sealed } from '../../application/privacy/personal-keys.ts';

const cipher = 'aes-256-gcm';
/** As many random bytes as NIST SP 800-38D recommends for GCM (section 8.2.2). One key seals far less than its 2^32 messages. */
const ivBytes = 12;
const tagBytes = 16;

/** A new key of 256 bits. */
export const newKeyBytes = (): Buffer => randomBytes(32);

/** AES-256-GCM under the key of one subject; the place goes into what the tag proves. */
export const aesKey = (subject: Subject, bytes: Buffer): PersonalKey => {
  // Made once: of bytes, each sealing and opening would make one anew.
  const key = createSecretKey(bytes);
  const fingerprintKey = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'fingerprint', 32)));
  return {
    seal: (text, place) => {
      const iv = randomBytes(ivBytes);
      const sealing = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return {
        subject,
        enc: 'A256GCM',
        iv: iv.toString('base64url'),
        text: sealed.toString('base64url'),
        tag: sealing.getAuthTag().toString('base64url'),
      };
    },
    open: (sealed, place) => opened(key, sealed, place),
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('base64url'),
  };
};

const opened = (key: KeyObject, { iv, text, tag }: Sealed, place: string): string => {
  try {
    const opening = createDecipheriv(cipher, key, Buffer.from(iv, 'base64url'), { authTagLength: tagBytes })
      .setAAD(Buffer.from(place))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([opening.update(Buffer.from(text, 'base64url')), opening.final()]).toString('utf8');
  } catch (cause) {
    throw new NotSealedHere(`A personal value was not sealed for ${place}, or was changed since.`, { cause });
  }
};
