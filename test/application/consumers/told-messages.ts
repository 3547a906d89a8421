import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import type { DeliveredMessage } from '../../../application/consumers/consumer.ts';
import { specTime } from '../../support/as-bob.ts';

/** A message about a version of a stream. */
export const told = (streamId: string, version: number): CloudEvent => ({
  specversion: '1.0',
  id: `${streamId}:${version}`,
  source: 'urn:annal:parcel',
  type: 'spec.parcel-moved.v1',
  subject: streamId,
  time: specTime,
  datacontenttype: 'application/json',
  streamid: streamId,
  streamversion: version,
  correlationid: 'conversation-1',
  data: { version },
});

/** The same as the broker hands it over. */
export const delivered = (streamId: string, version: number, deliveries = 1): DeliveredMessage => ({
  body: told(streamId, version),
  id: `${streamId}:${version}`,
  deliveries,
});
