import { amqp, decode, entriesOf, symbolMapOf } from './amqp-types.ts';
import { encodeSection, sectionCode } from './sections.ts';

/** Stored beside the sender's annotations, and told to nobody. */
export const wasScheduled = 'x-local-was-scheduled';

/** The message with a mark that it waited for its time: one whose time had passed when it came never did. */
export function markScheduled<Message extends { readonly annotations: Buffer | null }>(message: Message): Message {
  const entries = message.annotations ? entriesOf(decode(message.annotations)) : new Map<string, never>();
  const marked = symbolMapOf([...entries, [wasScheduled, amqp.wrap_boolean(true)]]);
  return { ...message, annotations: encodeSection(sectionCode.messageAnnotations, marked) };
}
