import { randomBytes } from 'node:crypto';
import { inMemoryKeyDocuments } from '../../adapters/memory/index.ts';
import { personalKeys, type KeyWrap } from '../../adapters/personal-keys/index.ts';
import type { KeyDocuments } from '../../application/privacy/key-documents.ts';
import type { PersonalKeys } from '../../application/privacy/personal-keys.ts';

/** Wraps by a key of this process: enough where the wrapping itself is not what a spec is about. */
const wrapping = (): KeyWrap => {
  const mask = randomBytes(32);
  const masked = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, index) => byte ^ (mask[index] ?? 0)));
  return {
    wrap: async (key) => ({ wrapped: masked(key).toString('base64url'), wrappedBy: 'spec' }),
    unwrap: async ({ wrapped }) => masked(Buffer.from(wrapped, 'base64url')),
  };
};

/** Keys over memory. Each `process` shares what is kept with the others, and remembers for itself. */
export const keysOverMemory = (documents: KeyDocuments = inMemoryKeyDocuments()) => {
  const keyWrap = wrapping();
  let time = 1;
  return {
    documents,
    process: (): PersonalKeys =>
      personalKeys({ documents, keyWrap, maximumAgeMs: 300_000, keysInMemory: 100, now: () => time }),
    /** Moves the clock of every process on. */
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};
