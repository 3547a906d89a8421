import { z } from 'zod';
import type { Document } from '../document.ts';
import type { RegisterEvent } from './events.ts';

/** How many of the newest documents a register remembers, so that its state stays small whatever a year brings. */
export const rememberedDocuments = 200;

/** The state that decisions about a register need. */
export const registerState = z
  .object({
    /** How many documents were issued, which is the number of the last one. */
    issued: z.int().min(0),
    /** The names of the newest, the last one with the number `issued`. */
    newest: z.array(z.string()).readonly(),
  })
  .readonly();

/** The state that decisions about a register need. */
export type Register = z.infer<typeof registerState>;

/** A register without a document. */
export const initialRegister: Register = { issued: 0, newest: [] };

/** The name of a document, which no other of its series has. */
export const nameOf = ({ orderId, key }: Pick<Document, 'orderId' | 'key'>): string => `${orderId}/${key}`;

/** The register after one more event. */
export const evolve = ({ issued, newest }: Register, { data: { document } }: RegisterEvent): Register => ({
  issued: issued + 1,
  newest: [...newest, nameOf(document)].slice(-rememberedDocuments),
});
