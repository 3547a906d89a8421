import { z } from 'zod';
import { DamagedKey, type WrappedKey } from '../application/privacy/key-documents.ts';
import type { Subject } from '../domain/modelling/ids.ts';

const keyDocument = z.union([
  z.object({ destroyed: z.literal(true) }),
  z.object({ wrapped: z.string(), wrappedBy: z.string() }),
]);

/** The key in a stored document, or that it was destroyed. Throws {@link DamagedKey}. */
export const keyIn = (subject: Subject, document: unknown): WrappedKey | 'destroyed' => {
  const found = keyDocument.safeParse(document);
  if (!found.success) throw new DamagedKey(subject);
  return 'destroyed' in found.data ? 'destroyed' : found.data;
};

/** The same of a document as text. */
export const keyInText = (subject: Subject, text: string): WrappedKey | 'destroyed' => {
  try {
    return keyIn(subject, JSON.parse(text));
  } catch {
    throw new DamagedKey(subject);
  }
};
