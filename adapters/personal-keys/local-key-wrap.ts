import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { DamagedWrap, type KeyWrap } from './key-wrap.ts';

const cipher = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/**
 * Wraps with a key in a file, for a developer's machine: anyone who can read the file can read everything. The file is made on
 * first use, for its owner's eyes only. Once lost, nothing personal can be read any more.
 */
export const localKeyWrap = (path: string): KeyWrap => {
  let read: Buffer | undefined;
  const wrappingKey = (): Buffer => (read ??= keyIn(path));
  const name = (): string => `local:${createHash('sha256').update(wrappingKey()).digest('base64url').slice(0, 16)}`;

  return {
    wrap: async (key) => {
      const iv = randomBytes(ivBytes);
      const wrapping = createCipheriv(cipher, wrappingKey(), iv, { authTagLength: tagBytes });
      const parts = [iv, wrapping.update(key), wrapping.final(), wrapping.getAuthTag()];
      return { wrapped: Buffer.concat(parts).toString('base64url'), wrappedBy: name() };
    },
    unwrap: async ({ wrapped, wrappedBy }) => {
      if (wrappedBy !== name())
        throw new StoreUnavailable(`A personal key was wrapped by ${wrappedBy}, and ${path} holds ${name()}.`);
      return unwrapped(Buffer.from(wrapped, 'base64url'), wrappingKey());
    },
  };
};

const unwrapped = (bytes: Buffer, wrappingKey: Buffer): Buffer => {
  try {
    const iv = bytes.subarray(0, ivBytes);
    const unwrapping = createDecipheriv(cipher, wrappingKey, iv, { authTagLength: tagBytes });
    unwrapping.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([unwrapping.update(bytes.subarray(ivBytes, -tagBytes)), unwrapping.final()]);
  } catch (cause) {
    throw new DamagedWrap('The local key has not wrapped these bytes.', { cause });
  }
};

const keyIn = (path: string): Buffer => {
  makeKeyFile(path);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  if (key.length !== keyBytes) throw new Error(`${path} must hold ${keyBytes} bytes in Base64url, and nothing else.`);
  return key;
};

/** Of two processes that start together one creates the file. A hard link appears complete, so no process reads half of it. */
const makeKeyFile = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const own = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(own, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    linkSync(own, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(own, { force: true });
  }
};
