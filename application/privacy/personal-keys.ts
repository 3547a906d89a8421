import type { Subject } from '../../domain/modelling/ids.ts';
/** A text encrypted under the key of its subject. It names everything needed to decrypt it except the key. A storage format. */
export interface Sealed {
  /** Whose key decrypts it. */
  readonly subject: Subject;
  /** The cipher, by its name in JSON Web Encryption (RFC 7518, section 5.1). */
  readonly enc: 'A256GCM';
  /** Base64url: 12 random bytes. */
  readonly iv: string;
  /** Base64url: the ciphertext. */
  readonly text: string;
  /** Base64url: the authentication tag over the text and its place. */
  readonly tag: string;
}

/** The key of one subject. A sealed text is bound to its place: the place is authenticated with it. */
export interface PersonalKey {
  seal(text: string, place: string): Sealed;
  /** Throws {@link NotSealedHere} for a text that was sealed for another place or changed since. */
  open(sealed: Sealed, place: string): string;
  /** A keyed hash of a text: equal for equal texts, and not to be computed without the key. Base64url. */
  fingerprint(text: string): string;
}

/** A sealed text was not sealed for this place under this key, or was changed. */
export class NotSealedHere extends Error {
  override readonly name = 'NotSealedHere';
}

/**
 * The keys of the subjects of personal data: one for each, created on first use, permanently gone once destroyed.
 * A process caches a key for at most five minutes, so no process can use a destroyed key for longer than that.
 */
export interface PersonalKeys {
  /** The key to encrypt with, created if there is none yet; 'erased' once it was destroyed. Throws StoreUnavailable. */
  toSeal(subject: Subject): Promise<PersonalKey | 'erased'>;

  /**
   * The key to decrypt with; 'erased' once it was destroyed. A key is stored before anything is sealed under it: while a replica
   * does not show it yet, this throws StoreUnavailable. 'missing' only when it is certain that the key was lost, which is never
   * treated as an erasure.
   */
  toOpen(subject: Subject): Promise<PersonalKey | 'erased' | 'missing'>;

  /** Destroys the key permanently: this subject never gets another. Repeating it changes nothing. */
  destroy(subject: Subject): Promise<void>;
}
