import { amqp, symbolMapOf } from './amqp-types.ts';
import { encodeSection, sectionCode, splitSections } from './sections.ts';

const bodyCodes: ReadonlySet<number> = new Set([sectionCode.data, sectionCode.sequence, sectionCode.value]);

/** A message as the broker encodes it, without its body: an annotation tells how many bytes were left out, as in Azure. */
export function omitBody(message: Uint8Array): Buffer {
  const sections = splitSections(message);
  const body = sections.filter(({ code }) => bodyCodes.has(code));
  const size = body.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const annotation = symbolMapOf([['omitted-message-body-size', amqp.wrap_int(size)]]);
  const before = sections.filter(({ code }) => code < sectionCode.deliveryAnnotations);
  const after = sections.filter(({ code }) => code > sectionCode.deliveryAnnotations && !bodyCodes.has(code));
  return Buffer.concat([
    ...before.map(({ bytes }) => bytes),
    encodeSection(sectionCode.deliveryAnnotations, annotation),
    ...after.map(({ bytes }) => bytes),
  ]);
}
