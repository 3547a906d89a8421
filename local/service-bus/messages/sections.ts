import { amqp, asBuffer, encode, type Typed } from './amqp-types.ts';

/** The descriptors of the sections of a message (OASIS AMQP 1.0, part 3, section 3.2). */
export const sectionCode = {
  header: 0x70,
  deliveryAnnotations: 0x71,
  messageAnnotations: 0x72,
  properties: 0x73,
  applicationProperties: 0x74,
  data: 0x75,
  sequence: 0x76,
  value: 0x77,
  footer: 0x78,
} as const;

/** One section, decoded and as the bytes it came in. */
export interface Section {
  readonly code: number;
  readonly value: Typed;
  readonly bytes: Buffer;
}

const codeByName: Readonly<Record<string, number>> = {
  'amqp:header:list': sectionCode.header,
  'amqp:delivery-annotations:map': sectionCode.deliveryAnnotations,
  'amqp:message-annotations:map': sectionCode.messageAnnotations,
  'amqp:properties:list': sectionCode.properties,
  'amqp:application-properties:map': sectionCode.applicationProperties,
  'amqp:data:binary': sectionCode.data,
  'amqp:amqp-sequence:list': sectionCode.sequence,
  'amqp:value:*': sectionCode.value,
  'amqp:amqp-value:*': sectionCode.value,
  'amqp:footer:map': sectionCode.footer,
};

/**
 * Splits an encoded message. Sections are passed on as the bytes they came in, so that every type and every encoding
 * reaches the receiver as the sender chose it.
 *
 * @throws when the bytes are no AMQP message.
 */
export function splitSections(bytes: Uint8Array): Section[] {
  const buffer = asBuffer(bytes);
  const reader = new amqp.Reader(buffer);
  const sections: Section[] = [];
  while (reader.remaining() > 0) {
    const start = reader.position;
    const value = reader.read();
    sections.push({ code: codeOf(value), value, bytes: buffer.subarray(start, reader.position) });
  }
  return sections;
}

function codeOf({ descriptor }: Typed): number {
  const name = descriptor?.value;
  const code = typeof name === 'string' ? codeByName[name] : Number(name);
  if (code === undefined || Number.isNaN(code)) throw new Error('A message section without a known descriptor.');
  return code;
}

/** Encodes a section. */
export function encodeSection(code: number, value: Typed): Buffer {
  return encode(amqp.described(amqp.wrap_ulong(code), value));
}

/** The first section of a kind. */
export function findSection(sections: readonly Section[], code: number): Section | undefined {
  return sections.find((section) => section.code === code);
}
