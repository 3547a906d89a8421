import { z } from 'zod';

/**
 * The form of a published message: a CloudEvents 1.0 envelope in structured JSON. Extension names are lower-case letters and digits only,
 * as the CloudEvents specification asks (section "Naming conventions").
 */
export const cloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1).describe('Of the message: a repeated one has the same.'),
  source: z.string().min(1).describe('The category of the stream, as urn:annal:{category}.'),
  type: z.string().min(1).describe('The contract, with its version.'),
  subject: z.string().min(1).describe('The entity that it is about.'),
  time: z.iso.datetime().describe('When the event was recorded.'),
  datacontenttype: z.literal('application/json'),
  streamid: z
    .string()
    .min(1)
    .describe('The history that the event belongs to: messages of one come one after the other.'),
  streamversion: z
    .int()
    .min(1)
    .describe('The place of the event in that history. With streamid it names the event, under whichever version.'),
  correlationid: z.string().describe('Finds the request that caused it.'),
  traceparent: z.string().describe('W3C trace context of that request.').optional(),
  data: z.record(z.string(), z.unknown()),
});

/** A published event. */
export type CloudEvent = Readonly<z.infer<typeof cloudEvent>>;

/**
 * The event that a message is about: its place in the history. While an event is published under two versions of its contract, two
 * messages with ids of their own are about it; who keeps account of what was taken does so by this, and takes it once.
 */
export const eventOf = ({ streamid, streamversion }: Pick<CloudEvent, 'streamid' | 'streamversion'>): string =>
  `${streamid}:${streamversion}`;
