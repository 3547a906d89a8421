import { createHash } from 'node:crypto';
import type { Digest } from '../application/streams/commit-hash.ts';

/** The SHA-256 of a text's UTF-8, in base64url. */
export const sha256: Digest = (text) => createHash('sha256').update(text).digest('base64url');
