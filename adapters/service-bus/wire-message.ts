import type { ServiceBusMessage } from '@azure/service-bus';
import type { OutgoingMessage } from '../../application/messages/message-bus.ts';

/**
 * A message as the SDK sends it: CloudEvents in structured mode (CloudEvents AMQP Protocol Binding, section 3.2). The SDK writes the
 * body as JSON.
 */
export const wireMessage = ({ messageId, sessionId, properties, body }: OutgoingMessage): ServiceBusMessage => ({
  messageId,
  sessionId,
  subject: body.type,
  correlationId: body.correlationid,
  contentType: 'application/cloudevents+json',
  applicationProperties: { ...properties },
  body,
});
