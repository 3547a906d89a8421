/** A text under the key of its subject. It names all that is needed to read it but the key, so that it can be read for ever. */
export interface Sealed {
  /** Whose key it is. */
  readonly subject: string;
  /** The cipher, by its name in JSON Web Encryption (RFC 7518, section 5.1). */
  readonly enc: 'A256GCM';
  /** Base64url: 12 random bytes. */
  readonly iv: string;
  /** Base64url: the ciphertext. */
  readonly text: string;
  /** Base64url: what proves that neither the text nor its place is another. */
  readonly tag: string;
}

/** The key of one subject. A text is bound to the place that it was sealed for. */
export interface PersonalKey {
  seal(text: string, place: string): Sealed;
  /** Throws {@link NotSealedHere} for a text that was sealed elsewhere or changed since. */
  open(sealed: Sealed, place: string): string;
  /** Stands for a text without saying it: the same for the same text, and not to be guessed without the key. Base64url. */
  fingerprint(text: string): string;
}

/** A sealed text is not what was sealed for this place under this key. */
export class NotSealedHere extends Error {
  override readonly name = 'NotSealedHere';
}

/**
 * The keys of those whom personal data is about: one for each, made on first use, gone for ever once destroyed.
 * What a process knows of a key is at most five minutes old, so everybody has forgotten a destroyed one after that.
 */
export interface PersonalKeys {
  /** The key to write with, made if there is none yet; 'erased' once it was destroyed. Throws StoreUnavailable. */
  toSeal(subject: string): Promise<PersonalKey | 'erased'>;

  /**
   * The key to read with; 'erased' once it was destroyed. A key is kept before anything is sealed under it: one that cannot be
   * seen yet is StoreUnavailable, too. 'missing' only when it is certain that there is none, because somebody has lost it: that
   * is never taken for an erasure.
   */
  toOpen(subject: string): Promise<PersonalKey | 'erased' | 'missing'>;

  /** Destroys the key, for ever: nobody gets one for this subject again. Destroying it again changes nothing. */
  destroy(subject: string): Promise<void>;
}
