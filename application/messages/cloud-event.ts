import { z } from 'zod';

/**
 * The form of a published message: a CloudEvents 1.0 envelope in structured JSON. Extension names are lower-case letters and digits only,
 * as the CloudEvents specification asks (section "Naming conventions").
 */
export const cloudEvent = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  /** The contract, with its version: `shop.order-placed.v1`. */
  type: z.string().min(1),
  /** The entity that it is about. */
  subject: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  streamid: z.string().min(1),
  streamversion: z.int().min(1),
  correlationid: z.string(),
  traceparent: z.string().optional(),
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
