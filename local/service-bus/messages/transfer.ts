import { asBuffer } from './amqp-types.ts';
import { readIncomingMessage, type IncomingMessage } from './incoming-message.ts';
import { sectionCode, splitSections } from './sections.ts';

/** The message format of a batch: its data sections are encoded messages, and its own properties mean nothing. */
const batchFormat = 0x80013700;

/** Reads the messages of one transfer. @throws when the bytes are no AMQP message. */
export function readTransfer(payload: Uint8Array, format: number): IncomingMessage[] {
  if (format !== batchFormat) return [readIncomingMessage(payload)];
  return splitSections(payload)
    .filter(({ code }) => code === sectionCode.data)
    .map(({ value }) => readIncomingMessage(asBuffer(value.value as Uint8Array)));
}
